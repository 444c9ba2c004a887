package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.DedupeKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LedgerMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LedgerMetrics metrics = new LedgerMetrics(registry, LedgerRig.settings(10));

    @Test
    void countsEverySortThereIs() {
        assertThat(registry.get("gateway.ledger.entries").counters())
                .hasSameSizeAs(LedgerEntry.class.getPermittedSubclasses());
    }

    @Test
    void countsWhatPeopleAllow() {
        var event = new DedupeKey("m:1").id("meta");
        var change = new LedgerEntry.Consent(
                event, 3, "p:521", "", "notice", "stop", Instant.EPOCH, Instant.EPOCH, "word", "", "");

        metrics.written(List.of(change, new LedgerEntry.Seen(event, null, Instant.EPOCH, "1-0")));

        assertThat(written("consent").count()).isEqualTo(1);
        assertThat(written("seen").count()).isEqualTo(1);
    }

    private Counter written(String sort) {
        return registry.get("gateway.ledger.entries").tag("sort", sort).counter();
    }
}
