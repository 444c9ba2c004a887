package dev.spillway.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {
    private static final DeadFilter CRM = DeadFilter.parse(Map.of("destination", "crm"));

    private final Hands hands = new Hands();
    private final Confirmations confirmations = new Confirmations(hands);
    private final DeadFilter meant = CRM.until(hands.instant());

    @Test
    void worksOnceForWhatWasCounted() {
        var word = confirmations.offer(DeadAction.DROP, CRM, meant, 3);

        assertThat(confirmations.take(word, DeadAction.DROP, CRM).meant()).isEqualTo(meant);
        assertThatThrownBy(() -> confirmations.take(word, DeadAction.DROP, CRM)).hasMessageContaining("used");
    }

    @Test
    void doesNotWorkForAnotherActionOrFilter() {
        var word = confirmations.offer(DeadAction.REDRIVE, CRM, meant, 3);

        assertThatThrownBy(() -> confirmations.take(word, DeadAction.DROP, CRM)).hasMessageContaining("another");
        assertThatThrownBy(() -> confirmations.take(word, DeadAction.REDRIVE, DeadFilter.waiting()))
                .hasMessageContaining("another");
        assertThat(confirmations.take(word, DeadAction.REDRIVE, CRM).count()).isEqualTo(3);
    }

    @Test
    void isTooOldAfterFiveMinutes() {
        var word = confirmations.offer(DeadAction.DROP, CRM, meant, 3);
        hands.now = hands.now.plus(Duration.ofMinutes(5)).plusMillis(1);

        assertThatThrownBy(() -> confirmations.take(word, DeadAction.DROP, CRM)).hasMessageContaining("ask again");
    }

    @Test
    void keepsOnlyTheLastHundred() {
        var first = confirmations.offer(DeadAction.DROP, CRM, meant, 3);
        for (var i = 0; i < 100; i++) confirmations.offer(DeadAction.DROP, CRM, meant, 3);

        assertThatThrownBy(() -> confirmations.take(first, DeadAction.DROP, CRM))
                .hasMessageContaining("unknown");
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
