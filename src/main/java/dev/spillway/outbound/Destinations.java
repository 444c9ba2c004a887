package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Lanes;
import dev.spillway.limit.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All destinations of one event loop: their ways out, their pumps, and live look-ups. Made and used on that loop. Making it
 * does no I/O.
 */
public final class Destinations {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    private final Destination.Parts parts;
    private final OutboundSettings settings;
    private final Map<String, Destination> byName = new LinkedHashMap<>();
    private final List<HttpClientOutbound> clients = new ArrayList<>();
    private final List<LanePump> pumps = new ArrayList<>();
    private final List<Probing> probings = new ArrayList<>();
    private final Map<String, Liaison> liaisons = new LinkedHashMap<>();
    private final Notices notices;
    private final LiveLookups lookups;
    private boolean stopped;

    /**
     * One destination to be.
     *
     * @param name as deliveries name it
     */
    public record Plan(String name, Connector connector, DestinationSettings settings) {}

    /**
     * Which node this is.
     *
     * @param id names it among all that share the stores, while it lives
     * @param name what people call it
     */
    public record Node(String id, String name) {}

    /** What all nodes share, on the same event loop. */
    public record Shared(Limits limits, LoginStore logins, NoticeBoard board) {}

    /** Makes them, and begins nothing. */
    public Destinations(
            Vertx vertx,
            Clock clock,
            Shared shared,
            Node node,
            MeterRegistry registry,
            OutboundSettings settings,
            List<Plan> plans) {
        var alarms = Alarms.of(vertx);
        this.notices = new Notices(shared.board, alarms);
        this.parts = new Destination.Parts(vertx, clock, alarms, shared.limits, shared.logins, notices, node, registry);
        this.settings = settings;
        plans.forEach(this::add);
        this.lookups = new LiveLookups(byName, parts.alarms());
    }

    private void add(Plan plan) {
        var client = new HttpClientOutbound(parts.vertx(), settings, plan.name, plan.settings);
        clients.add(client);
        var destination = Destination.of(parts, plan.name, plan.connector, plan.settings, client);
        byName.put(plan.name, destination);
        var liaison = new Liaison(destination, notices, parts.node().name(), parts.clock());
        liaison.start();
        liaisons.put(plan.name, liaison);
    }

    /** What people can ask about them and have done to them; on this event loop. */
    public BackendDesk desk() {
        return new Counter(parts.node().name(), byName, liaisons);
    }

    /** Asks a destination now. Never fails; at the deadline the answer is {@code UNAVAILABLE}, "late". */
    public Future<Outcome> lookup(String destination, Operation operation, Deadline deadline) {
        return lookups.lookup(destination, operation, deadline);
    }

    /**
     * Begins to take deliveries.
     *
     * @param stored a delivery as text from which it can be replayed, for dead letters
     */
    public void pump(Lanes lanes, Function<Delivery, String> stored) {
        pump(lanes, stored, Precheck.NONE);
    }

    /**
     * Begins to take deliveries, after a look at what other nodes know of their destinations.
     *
     * @param stored a delivery as text from which it can be replayed, for dead letters
     * @param precheck looks at each attempt before it begins
     */
    public void pump(Lanes lanes, Function<Delivery, String> stored, Precheck precheck) {
        var report = new AttemptReport(stored);
        notices.start()
                .onComplete(looked -> byName.values()
                        .forEach(destination -> pump(destination, lanes, desk(destination, report, precheck))));
    }

    private LanePump.Desk desk(Destination destination, AttemptReport report, Precheck precheck) {
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom());
        return new LanePump.Desk(parts.clock(), parts.alarms(), verdicts, report, precheck);
    }

    private void pump(Destination destination, Lanes lanes, LanePump.Desk desk) {
        if (stopped) return;
        var probing = new Probing(destination, parts.clock(), parts.alarms(), new SplittableRandom());
        probings.add(probing);
        probing.start();
        var pump = new LanePump(destination, lanes, desk);
        pumps.add(pump);
        pump.start();
    }

    /**
     * Takes no more deliveries, waits {@code drainMax} for those that are out, then closes all connections. What was still
     * out stays marked as started and counts as ambiguous for whoever takes it next.
     */
    public Future<Void> stop() {
        stopped = true;
        notices.stop();
        probings.forEach(Probing::stop);
        var here = ContextInternal.current(); // on whose event loop it ends, also when it is late
        return here.succeededFuture()
                .compose(start ->
                        Future.join(pumps.stream().map(LanePump::stop).toList()).<Void>mapEmpty())
                .timeout(Math.max(1, settings.drainMax().toMillis()), TimeUnit.MILLISECONDS)
                .transform(drained -> close(drained.succeeded()));
    }

    private Future<Void> close(boolean drained) {
        var out = pumps.stream().mapToInt(LanePump::inFlight).sum();
        if (!drained) LOG.atWarn().addKeyValue("deliveries", out).log("outbound.notDrained");
        return Future.join(clients.stream().map(HttpClientOutbound::close).toList())
                .mapEmpty();
    }
}
