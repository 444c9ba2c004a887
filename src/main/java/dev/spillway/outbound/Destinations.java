package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import dev.spillway.gate.Sends;
import dev.spillway.json.Thinking;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.LaneDepths;
import dev.spillway.lane.Lanes;
import dev.spillway.limit.Beats;
import dev.spillway.limit.Even;
import dev.spillway.limit.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All destinations of one event loop: their ways out, their pumps, and live look-ups. Made and used on that loop. Making it
 * does no I/O.
 */
public final class Destinations {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    /** For calls of look-ups that a destination began before it was replaced. */
    private static final Duration LINGER = Duration.ofSeconds(30);

    private final Destination.Parts parts;
    private final OutboundSettings settings;
    private final Map<String, Outlet> byName = new LinkedHashMap<>();
    private final List<Outlet> leaving = new ArrayList<>();
    private final Map<String, Future<?>> drained = new HashMap<>();
    private final Notices notices;
    private final LiveLookups lookups;
    private @Nullable Pumping pumping;
    private boolean stopped;

    /**
     * One destination to be. Two are equal if the same would be made of them.
     *
     * @param name as deliveries name it
     * @param version of what its files say, a short hash; empty if it is made of none
     * @param madeOf equal for connectors that are; may hold secrets
     * @param even what its other side takes in any second; null if the rate of its settings is kept instead
     */
    public record Plan(
            String name,
            Connector connector,
            DestinationSettings settings,
            String version,
            Object madeOf,
            @Nullable Even even) {
        /** One with a rate. */
        public Plan(String name, Connector connector, DestinationSettings settings, String version, Object madeOf) {
            this(name, connector, settings, version, madeOf, null);
        }

        /** One that no file describes. */
        public Plan(String name, Connector connector, DestinationSettings settings) {
            this(name, connector, settings, "", connector);
        }

        /** The same under an even limit; null for none. */
        public Plan paced(@Nullable Even limit) {
            return new Plan(name, connector, settings, version, madeOf, limit);
        }

        /** What answers for an attempt, e.g. {@code rest-erp@1a2b3c4d}; empty if no file does. */
        public String origin() {
            return version.isEmpty() ? "" : connector.name() + "@" + version;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Plan that
                    && name.equals(that.name)
                    && settings.equals(that.settings)
                    && version.equals(that.version)
                    && madeOf.equals(that.madeOf)
                    && Objects.equals(even, that.even);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, version);
        }

        @Override
        public String toString() {
            return "Plan[" + name + " " + origin() + "]";
        }
    }

    /**
     * Which node this is.
     *
     * @param id names it among all that share the stores, while it lives
     * @param name what people call it
     */
    public record Node(String id, String name) {}

    /** What all nodes share, on the same event loop. */
    public record Shared(Limits limits, Beats beats, LoginStore logins, NoticeBoard board, Errands errands) {
        /** Without errands. */
        public Shared(Limits limits, Beats beats, LoginStore logins, NoticeBoard board) {
            this(limits, beats, logins, board, Errands.NONE);
        }
    }

    /** What pumps work with. */
    private record Pumping(
            Lanes lanes, Function<Delivery, String> stored, Precheck precheck, Gatekeeping gatekeeping) {}

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
        this.parts = new Destination.Parts(
                vertx,
                clock,
                alarms,
                Thinking.of(vertx),
                shared.limits,
                shared.beats,
                shared.logins,
                notices,
                node,
                shared.errands,
                registry);
        this.settings = settings;
        plans.forEach(plan -> byName.put(plan.name, Outlet.of(parts, settings, plan)));
        this.lookups = new LiveLookups(this::find, parts.alarms(), clock);
    }

    private Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Outlet::destination);
    }

    /**
     * What people can ask about them and have done to them; on this event loop.
     *
     * @param backlogs tells how much waits, by destination
     */
    public BackendDesk desk(Supplier<Future<Map<String, LaneDepths.Depth>>> backlogs) {
        return new Counter(parts.node().name(), byName, backlogs);
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
        pump(lanes, stored, Precheck.NONE, Gatekeeping.NONE);
    }

    /**
     * Begins to take deliveries, after a look at what other nodes know of their destinations.
     *
     * @param stored a delivery as text from which it can be replayed, for dead letters
     * @param precheck looks at each attempt before it begins
     * @param gatekeeping what messages to people pass after that
     */
    public void pump(Lanes lanes, Function<Delivery, String> stored, Precheck precheck, Gatekeeping gatekeeping) {
        pumping = new Pumping(lanes, stored, precheck, gatekeeping);
        notices.start().onComplete(looked -> byName.values().forEach(this::begin));
    }

    private void begin(Outlet outlet) {
        var now = pumping;
        if (now == null || stopped) return;
        var report = new AttemptReport(
                now.stored, outlet.plan().origin(), outlet.plan().connector().redaction());
        var verdicts = new Verdicts(outlet.plan().settings, new SplittableRandom());
        var keeper = now.gatekeeping
                .sends(outlet.plan().name)
                .map(sends -> keeper(now.gatekeeping, sends, outlet.plan().connector()));
        outlet.pump(
                now.lanes, new LanePump.Desk(parts.clock(), parts.alarms(), verdicts, report, now.precheck, keeper));
    }

    private Gatekeeper keeper(Gatekeeping gatekeeping, Sends sends, Connector connector) {
        var purse = new Purse(sends.channel(), gatekeeping.spending(), parts.clock(), parts.alarms());
        var metrics = new PermitMetrics(parts.registry(), sends.sender());
        return new Gatekeeper(gatekeeping, sends, connector, purse, metrics, parts.clock());
    }

    /**
     * Goes on by other plans. What is equal goes on as it is, with its pauses, its breaker and what it has out. What differs
     * starts afresh, without what it was held or stopped for: look-ups at once, deliveries as soon as those that are out have ended by the old plan. What is
     * in no plan any more ends; its lanes wait until it comes back.
     */
    public void renew(List<Plan> plans) {
        var wanted = plans.stream().collect(Collectors.toMap(Plan::name, Function.identity()));
        List.copyOf(byName.values()).stream()
                .filter(outlet -> !outlet.plan().equals(wanted.get(outlet.plan().name)))
                .forEach(this::leave);
        wanted.values().stream().filter(plan -> !byName.containsKey(plan.name)).forEach(this::enter);
    }

    private void leave(Outlet old) {
        var name = old.plan().name;
        byName.remove(name);
        leaving.add(old);
        old.silence();
        OutboundMetrics.forget(parts.registry(), name);
        var all = Future.join(drained.getOrDefault(name, Future.succeededFuture()), old.drain());
        drained.put(name, all);
        all.onComplete(done -> parts.alarms().set(LINGER, () -> closed(old)));
        LOG.atInfo()
                .addKeyValue("destination", name)
                .addKeyValue("origin", old.plan().origin())
                .log("destination.left");
    }

    private void closed(Outlet old) {
        if (leaving.remove(old))
            old.close().onFailure(cause -> LOG.atWarn().setCause(cause).log("destination.notClosed"));
    }

    private void enter(Plan plan) {
        var fresh = Outlet.of(parts, settings, plan);
        byName.put(plan.name, fresh);
        fresh.tryAnew();
        drained.getOrDefault(plan.name, Future.succeededFuture()).onComplete(done -> begin(fresh));
        LOG.atInfo()
                .addKeyValue("destination", plan.name)
                .addKeyValue("origin", plan.origin())
                .log("destination.entered");
    }

    /**
     * Takes no more deliveries, waits {@code drainMax} for those that are out, then closes all connections. What was still
     * out stays marked as started and counts as ambiguous for whoever takes it next.
     */
    public Future<Void> stop() {
        stopped = true;
        notices.stop();
        var here = ContextInternal.current(); // on whose event loop it ends, also when it is late
        return here.succeededFuture()
                .compose(start ->
                        Future.join(outlets().map(Outlet::drain).toList()).<Void>mapEmpty())
                .timeout(Math.max(1, settings.drainMax().toMillis()), TimeUnit.MILLISECONDS)
                .transform(drained -> close(drained.succeeded()));
    }

    private Future<Void> close(boolean drained) {
        var out = outlets().mapToInt(Outlet::inFlight).sum();
        if (!drained) LOG.atWarn().addKeyValue("deliveries", out).log("outbound.notDrained");
        return Future.join(outlets().map(Outlet::close).toList()).mapEmpty();
    }

    private Stream<Outlet> outlets() {
        return Stream.concat(byName.values().stream(), leaving.stream());
    }
}
