package dev.spillway.consent;

import dev.spillway.gate.Change;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is told of what people allow.
 *
 * <pre>
 * gateway_consent_told_total{source,kind}   changes told, one for each category; source: word, button, whatsapp, api, crm or other;
 *                                           kind: stop, go, yes or no
 * gateway_consent_refused_total{why}        tellings that changed nothing: unreadable (an event nobody can read), invalid (asked of
 *                                           the API with a mistake in it)
 * gateway_consent_in_force_seconds          from the acceptance of what told it until it is in force at home
 * gateway_consent_unknown_shards            shards of this node whose consents are being read back: marketing waits there
 * gateway_consent_copied_total              changes brought to another key of the same person; each is a run that no door took
 * gateway_consent_brought_total             facts read back from Postgres
 * gateway_consent_rests_total               times the provider said that a person has had enough advertising
 * </pre>
 */
public final class ConsentMetrics {
    private final MeterRegistry registry;
    private final Timer inForce;
    private final Counter brought;
    private final Counter copied;
    private final Counter rests;
    private final AtomicLong unknown;

    public ConsentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.inForce = Timer.builder("gateway.consent.in.force").register(registry);
        this.brought = Counter.builder("gateway.consent.brought").register(registry);
        this.copied = Counter.builder("gateway.consent.copied").register(registry);
        this.rests = Counter.builder("gateway.consent.rests").register(registry);
        this.unknown = registry.gauge("gateway.consent.unknown.shards", new AtomicLong());
        refused("unreadable", 0);
        refused("invalid", 0);
    }

    void told(Change change) {
        Counter.builder("gateway.consent.told")
                .tag("source", source(change.source()))
                .tag("kind", change.kind().word())
                .register(registry)
                .increment(change.categories().size());
    }

    /** A bounded set, whatever callers say. */
    private static String source(String said) {
        if (said.startsWith("crm")) return "crm";
        return switch (said) {
            case "word", "button", "whatsapp", "api" -> said;
            default -> "other";
        };
    }

    void unreadable() {
        refused("unreadable", 1);
    }

    void invalid() {
        refused("invalid", 1);
    }

    private void refused(String why, int times) {
        Counter.builder("gateway.consent.refused")
                .tag("why", why)
                .register(registry)
                .increment(times);
    }

    void inForce(Duration after) {
        inForce.record(after.isNegative() ? Duration.ZERO : after);
    }

    void copied(long changes) {
        copied.increment((double) changes);
    }

    void rests() {
        rests.increment();
    }

    void brought(int facts) {
        brought.increment(facts);
    }

    void unknown(int shards) {
        unknown.set(shards);
    }
}
