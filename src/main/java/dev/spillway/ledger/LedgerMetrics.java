package dev.spillway.ledger;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the ledger tells of itself. Readable from any thread.
 *
 * <ul>
 *   <li>{@code gateway_ledger_entries_total{sort}}: entries brought to Postgres, repeats included; {@code sort} is {@code
 *       row}, {@code seen}, {@code message}, {@code consent} or {@code dead_letter}
 *   <li>{@code gateway_ledger_aside_total{reason}}: stream entries put aside; {@code unreadable} or {@code refused}
 *   <li>{@code gateway_ledger_write_seconds{outcome}}: duration of writing a batch, {@code ok} or {@code failed}; a failed one
 *       is written again
 *   <li>{@code gateway_ledger_batch_entries}: stream entries in a batch
 *   <li>{@code gateway_ledger_backlog_entries}: stream entries in Redis that are not in Postgres yet
 *   <li>{@code gateway_ledger_backlog_age_seconds}: how long the oldest of them has waited
 *   <li>{@code gateway_ledger_backlog_bytes} and {@code gateway_ledger_backlog_bytes_max}: their memory in Redis by Redis'
 *       own estimate, and the setting it should stay below
 *   <li>{@code gateway_ledger_details_dropped_total}: rows written without their detail because the streams were larger than
 *       that
 *   <li>{@code gateway_ledger_postgres_up}: 1 if the last question to Postgres was answered, else 0
 *   <li>{@code gateway_ledger_maintenance_failures_total}: rounds of making and dropping days that failed; they come again
 * </ul>
 *
 * <p>Entries that rooms appended = entries brought to Postgres (first times) + those in the backlog + those put aside.
 */
public final class LedgerMetrics {
    private static final String ENTRIES = "gateway.ledger.entries";

    /** Why an entry was put aside. */
    enum Aside {
        UNREADABLE,
        REFUSED
    }

    private final Map<Class<?>, Counter> entries;
    private final Map<Aside, Counter> asides = new EnumMap<>(Aside.class);
    private final Timer written;
    private final Timer failed;
    private final DistributionSummary batches;
    private final Counter maintenanceFailures;
    private final Counter detailsDropped;
    private final long streamBytesMax;
    private volatile Backlog backlog = Backlog.UNKNOWN;

    public LedgerMetrics(MeterRegistry registry, LedgerSettings settings) {
        entries = Map.of(
                LedgerEntry.Row.class, registry.counter(ENTRIES, "sort", "row"),
                LedgerEntry.Seen.class, registry.counter(ENTRIES, "sort", "seen"),
                LedgerEntry.Message.class, registry.counter(ENTRIES, "sort", "message"),
                LedgerEntry.Consent.class, registry.counter(ENTRIES, "sort", "consent"),
                LedgerEntry.DeadLetter.class, registry.counter(ENTRIES, "sort", "dead_letter"));
        for (var aside : Aside.values()) {
            var reason = aside.name().toLowerCase(Locale.ROOT);
            asides.put(aside, registry.counter("gateway.ledger.aside", "reason", reason));
        }
        written = registry.timer("gateway.ledger.write", "outcome", "ok");
        failed = registry.timer("gateway.ledger.write", "outcome", "failed");
        batches = registry.summary("gateway.ledger.batch.entries");
        maintenanceFailures = registry.counter("gateway.ledger.maintenance.failures");
        detailsDropped = registry.counter("gateway.ledger.details.dropped");
        streamBytesMax = settings.streamBytesMax();
        gauges(registry, settings);
    }

    private void gauges(MeterRegistry registry, LedgerSettings settings) {
        gauge(registry, "gateway.ledger.backlog.entries", Backlog::entries);
        gauge(registry, "gateway.ledger.backlog.age.seconds", seen -> seen.ageMs() / 1000.0);
        gauge(registry, "gateway.ledger.backlog.bytes", Backlog::bytes);
        gauge(registry, "gateway.ledger.postgres.up", seen -> seen.postgresUp() ? 1 : 0);
        Gauge.builder("gateway.ledger.backlog.bytes.max", settings::streamBytesMax)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Backlog> part) {
        Gauge.builder(name, this, metrics -> part.applyAsDouble(metrics.backlog()))
                .strongReference(true)
                .register(registry);
    }

    /** What was seen last of the streams and of Postgres. */
    public Backlog backlog() {
        return backlog;
    }

    /** Whether the streams took more memory than they should when last looked at. */
    boolean isOverfull() {
        return backlog.bytes() > streamBytesMax;
    }

    void detailDropped() {
        detailsDropped.increment();
    }

    void backlog(Backlog seen) {
        backlog = seen;
    }

    void written(List<LedgerEntry> batch) {
        for (var entry : batch) requireNonNull(entries.get(entry.getClass())).increment();
    }

    void aside(Aside why) {
        requireNonNull(asides.get(why)).increment();
    }

    void batch(int size, long nanos) {
        batches.record(size);
        written.record(nanos, TimeUnit.NANOSECONDS);
    }

    void batchFailed(long nanos) {
        failed.record(nanos, TimeUnit.NANOSECONDS);
    }

    void maintenanceFailed() {
        maintenanceFailures.increment();
    }
}
