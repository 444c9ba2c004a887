package dev.spillway.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadFilterTest {
    @Test
    void meansThoseThatWaitUnlessToldOtherwise() {
        assertThat(DeadFilter.parse(Map.of())).isEqualTo(DeadFilter.waiting());
        assertThat(DeadFilter.parse(Map.of("state", "all")).state()).isNull();
        assertThat(DeadFilter.parse(Map.of("state", "dropped")).state()).isEqualTo(DeadState.DROPPED);
    }

    @Test
    void readsTimesAndDays() {
        var filter = DeadFilter.parse(Map.of("from", "2026-11-22", "to", "2026-11-22T10:00:00Z"));

        assertThat(filter.from()).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(filter.to()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"from, yesterday", "to, 2026-13-01", "from, 12T", "state, lost", "reason, 'a\0b'"})
    void refusesWhatItDoesNotUnderstand(String name, String value) {
        assertThatThrownBy(() -> DeadFilter.parse(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }

    @ParameterizedTest
    @CsvSource({"+52 1 555 010 4321, p:525550104321", "5215550104321, p:525550104321", "u:MX.77, u:MX.77"})
    void findsAContactInAnyForm(String asked, String stored) {
        assertThat(DeadFilter.parse(Map.of("contact", asked)).contacts()).containsExactly(stored);
    }

    @Test
    void doesNotTellWhoseLettersAreMeant() {
        var filter = DeadFilter.parse(Map.of("contact", "5215550104321"));

        assertThat(filter.toString()).doesNotContain("5550104321");
        assertThat(filter.shown()).containsEntry("contact", "***");
    }

    @Test
    void leavesOutWhatDiesLater() {
        var now = Instant.parse("2026-11-22T10:00:00Z");

        assertThat(DeadFilter.waiting().until(now).to()).isEqualTo(now);
        assertThat(DeadFilter.parse(Map.of("to", "2026-11-21")).until(now).to())
                .isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
    }
}
