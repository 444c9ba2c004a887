package dev.spillway.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LimitTest {
    private static final Instant MINUTE = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void letsInSoManyInAnyStretchIfItRolls() {
        var limit = Limit.rolling(2, Duration.ofMinutes(1));
        assertThat(limit.take("a", MINUTE.plusSeconds(50))).isTrue();
        assertThat(limit.take("a", MINUTE.plusSeconds(59))).isTrue();
        assertThat(limit.take("a", MINUTE.plusSeconds(61))).isFalse();
        assertThat(limit.resetSeconds("a", MINUTE.plusSeconds(61))).isEqualTo(49);
        assertThat(limit.take("a", MINUTE.plusSeconds(110))).isTrue();
        assertThat(limit.refused()).isEqualTo(1);
    }

    @Test
    void beginsAnewWithEachStretchIfItIsFixed() {
        var limit = Limit.fixed(2, Duration.ofMinutes(1));
        assertThat(limit.take("a", MINUTE.plusSeconds(58))).isTrue();
        assertThat(limit.take("a", MINUTE.plusSeconds(59))).isTrue();
        assertThat(limit.take("a", MINUTE.plusMillis(59_999))).isFalse();
        assertThat(limit.resetSeconds("a", MINUTE.plusSeconds(59))).isEqualTo(1);
        assertThat(limit.take("a", MINUTE.plusSeconds(60))).isTrue();
        assertThat(limit.left("a", MINUTE.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void countsEachKeyForItself() {
        var limit = Limit.rolling(1, Duration.ofMinutes(1));
        assertThat(limit.take("a", MINUTE)).isTrue();
        assertThat(limit.take("b", MINUTE)).isTrue();
        assertThat(limit.take("a", MINUTE)).isFalse();
    }
}
