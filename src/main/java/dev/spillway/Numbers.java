package dev.spillway;

import dev.spillway.config.SenderConfig;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.limit.Beats;
import dev.spillway.limit.Even;
import dev.spillway.outbound.Destinations;
import dev.spillway.whatsapp.CloudApi;
import dev.spillway.whatsapp.Throughput;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what events say of the business' own numbers: what comes in counts against what a number may send, and an upgrade makes it
 * ask Meta what the number may send now, as it does at the start and every hour. Belongs to the work loop.
 */
final class Numbers {
    private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);
    private static final String UPGRADE = "THROUGHPUT_UPGRADE";

    /** What came in is told together: a question for each would cost as much as the sends. */
    private static final long TELL_MS = 50;

    private static final Duration ASK_MAX = Duration.ofSeconds(10);
    private static final long ASK_AGAIN_MS = Duration.ofHours(1).toMillis();

    /** The upgrade takes up to a minute, and the webhook may come first. */
    private static final long ASK_ONCE_MORE_MS = 70_000;

    private final Vertx vertx;
    private final Beats beats;
    private final Destinations destinations;
    private final Clock clock;
    private final List<SenderConfig> senders;
    private final Map<String, Even> byChannel = new HashMap<>();
    private final Map<Even, Integer> cameIn = new HashMap<>();

    Numbers(Vertx vertx, Beats beats, Destinations destinations, Clock clock, List<SenderConfig> senders) {
        this.vertx = vertx;
        this.beats = beats;
        this.destinations = destinations;
        this.clock = clock;
        this.senders = senders.stream().filter(sender -> sender.even() != null).toList();
        for (var sender : this.senders) put(sender);
    }

    private void put(SenderConfig sender) {
        var even = sender.even();
        if (even != null) byChannel.put(sender.phoneNumberId(), even);
    }

    /** Begins to ask. */
    void start() {
        askAll();
        vertx.setPeriodic(ASK_AGAIN_MS, again -> askAll());
    }

    /** The same flows, but it sees every event first. */
    Flows before(Flows flows) {
        return new Flows() {
            @Override
            public Future<Run> run(Occasion occasion) {
                see(occasion.event());
                return flows.run(occasion);
            }

            @Override
            public boolean wantsSession(EventKind kind) {
                return flows.wantsSession(kind);
            }
        };
    }

    private void see(Event event) {
        if (event.kind() == EventKind.MESSAGE) count(event.origin().channel());
        else if (event.kind() == EventKind.PHONE_NUMBER && event.type().equals(UPGRADE)) upgraded();
    }

    private void count(String channel) {
        var even = byChannel.get(channel);
        if (even == null) return;
        if (cameIn.isEmpty()) vertx.setTimer(TELL_MS, tell -> tell());
        cameIn.merge(even, 1, Integer::sum);
    }

    private void tell() {
        cameIn.forEach(beats::count);
        cameIn.clear();
    }

    /** The event names the number as people write it, which we do not know: all are asked. */
    private void upgraded() {
        askAll();
        vertx.setTimer(ASK_ONCE_MORE_MS, again -> askAll());
    }

    private void askAll() {
        senders.forEach(this::ask);
    }

    private void ask(SenderConfig sender) {
        var operation = new Operation(CloudApi.THROUGHPUT, Map.of(), Operation.Context.lookup("throughput", "en"));
        destinations
                .lookup(sender.name(), operation, Deadline.after(clock, ASK_MAX))
                .onSuccess(outcome -> learn(sender, outcome));
    }

    private void learn(SenderConfig sender, Outcome outcome) {
        var even = sender.even();
        var told = Throughput.of(String.valueOf(outcome.value().get("level")));
        if (even == null || told.isEmpty()) return;
        var perSecond = told.get().perSecond(even.perSecond());
        beats.learn(even, perSecond);
        LOG.atInfo()
                .addKeyValue("destination", sender.name())
                .addKeyValue("perSecond", perSecond)
                .log("sender.throughput");
    }
}
