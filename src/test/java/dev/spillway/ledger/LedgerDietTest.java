package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.event;
import static dev.spillway.ledger.LedgerRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ledger.LedgerEntry.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerDietTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LedgerMetrics metrics = new LedgerMetrics(registry, LedgerSettings.DEFAULT);
    private final LedgerDiet diet = new LedgerDiet(metrics);

    private void streamsTake(long bytes) {
        metrics.backlog(new Backlog(1, 1, bytes, false));
    }

    private double dropped() {
        return registry.get("gateway.ledger.details.dropped").counter().count();
    }

    @Test
    void leavesEverythingAsItIsWhileThereIsRoom() {
        var entries = List.of(row(1, "a", Kind.LOOKUP), row(1, "b", Kind.ATTEMPT));
        streamsTake(LedgerSettings.DEFAULT.streamBytesMax());
        assertThat(diet.fit(entries)).isSameAs(entries);
        assertThat(dropped()).isZero();
    }

    @Test
    void dropsTheDetailOfLookupsAndAttemptsOnlyWhenTheStreamsAreTooLarge() {
        streamsTake(LedgerSettings.DEFAULT.streamBytesMax() + 1);
        var seen = new LedgerEntry.Seen(event(1), NOW, NOW, "1-1");
        var letter = new LedgerEntry.DeadLetter("d", event(1), 0, "crm", "p:52", "no", 1, NOW, "{}");
        for (var kind : Kind.values()) {
            var detail = ((LedgerEntry.Row) diet.fit(List.of(row(1, "a", kind))).get(0)).detail();
            assertThat(detail.isEmpty()).as(kind.name()).isEqualTo(kind == Kind.LOOKUP || kind == Kind.ATTEMPT);
        }
        assertThat(diet.fit(List.of(seen, letter))).isEqualTo(List.of(seen, letter));
        assertThat(dropped()).isEqualTo(2);
    }

    @Test
    void keepsHowAnAttemptEnded() {
        streamsTake(Long.MAX_VALUE);
        var detail = Map.<String, Object>of("verdict", "done", "result", "duplicate", "reason", "said so", "calls", 2);
        var full = row(1, "a", Kind.ATTEMPT);
        var rich = new LedgerEntry.Row(
                full.event(), NOW, "a", Kind.ATTEMPT, NOW, "p:52", "wamid", "delivery", "4711", detail);
        var lean = (LedgerEntry.Row) diet.fit(List.of(rich)).get(0);
        assertThat(lean.detail()).isEqualTo(Map.of("verdict", "done", "result", "duplicate"));
        assertThat(lean.deliveryId()).isEqualTo("delivery");
        diet.fit(List.of(lean));
        assertThat(dropped()).isEqualTo(1);
    }
}
