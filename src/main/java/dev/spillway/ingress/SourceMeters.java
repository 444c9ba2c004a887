package dev.spillway.ingress;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.inbox.Receipt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The counters of one source, looked up once. Thread-safe. */
final class SourceMeters {
    private static final String PREFIX = "gateway_ingress_";
    private static final Duration[] ACCEPT_BUCKETS =
            Stream.of(5, 25, 50, 100, 250, 1000).map(Duration::ofMillis).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Tags tags;
    private final Counter received;
    private final Counter answered;
    private final Map<Reason, Counter> refused;
    private final Map<EventKind, Counter> decoded;
    private final Map<Receipt, Counter> stored;
    private final Map<Integer, Counter> secrets = new ConcurrentHashMap<>();
    private final Timer accept;
    private final Promptness promptness;

    SourceMeters(MeterRegistry registry, String source, Promptness promptness) {
        this.registry = registry;
        this.promptness = promptness;
        this.tags = Tags.of("source", source);
        this.received = counter("webhooks_received", tags);
        this.answered = counter("webhooks_answered", tags);
        this.refused = counters(Reason.class, this::refusal);
        this.decoded = counters(EventKind.class, kind -> counter("events_decoded", tags.and("kind", word(kind))));
        this.stored = counters(Receipt.class, receipt -> counter("events_" + word(receipt), tags));
        this.accept = Timer.builder(PREFIX + "accept")
                .tags(tags)
                .serviceLevelObjectives(ACCEPT_BUCKETS)
                .register(registry);
    }

    private Counter refusal(Reason reason) {
        return counter(reason.isFailure() ? "webhooks_failed" : "webhooks_refused", tags.and("reason", reason.tag()));
    }

    private Counter counter(String name, Tags of) {
        return registry.counter(PREFIX + name, of);
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> type, Function<E, Counter> make) {
        var counters = new EnumMap<E, Counter>(type);
        for (var each : type.getEnumConstants()) counters.put(each, make.apply(each));
        return counters;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void received() {
        received.increment();
    }

    void answered(long nanos) {
        answered.increment();
        accept.record(nanos, TimeUnit.NANOSECONDS);
        promptness.answered(nanos);
    }

    /** The inbox took too long. */
    void late(long nanos) {
        promptness.answered(nanos);
    }

    void refused(Reason reason) {
        count(refused, reason, 1);
    }

    void signedBy(int secret) {
        secrets.computeIfAbsent(secret, this::secret).increment();
    }

    private Counter secret(int position) {
        return counter("secret_used", tags.and("position", Integer.toString(position)));
    }

    void handshake(boolean right) {
        counter("handshakes", tags.and("result", right ? "answered" : "refused"))
                .increment();
    }

    void decoded(List<Event> events) {
        for (var event : events) count(decoded, event.kind(), 1);
    }

    void stored(List<Receipt> receipts) {
        for (var receipt : receipts) count(stored, receipt, 1);
    }

    void notStored(int events) {
        count(stored, Receipt.FAILED, events);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E which, int times) {
        var counter = counters.get(which);
        if (counter != null) counter.increment(times);
    }
}
