package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.whatsapp.TemplateHold.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long what is sent by a template waits. */
class PauseTest {
    private static final Instant SINCE = Instant.parse("2026-11-10T18:00:00Z");

    @ParameterizedTest
    @CsvSource({"FIRST_PAUSE,PT3H", "SECOND_PAUSE,PT6H", "'',PT6H"})
    void lastsAsLongAsTheProviderSays(String which, Duration length) {
        var pause = Pause.told(SINCE, which);
        assertThat(pause.hold(SINCE.plusSeconds(1)).until()).isEqualTo(SINCE.plus(length));
        assertThat(pause.isOverdue(SINCE.plus(length).minusMillis(1))).isFalse();
        assertThat(pause.isOverdue(SINCE.plus(length))).isTrue();
    }

    @Test
    void onlyNewsEndsWhatTheProviderTold() {
        var pause = Pause.told(SINCE, "FIRST_PAUSE");
        var late = SINCE.plus(Duration.ofDays(2));
        assertThat(pause.isInForce(late)).isTrue();
        assertThat(pause.hold(late).until()).isAfter(late).isBefore(late.plus(Duration.ofHours(1)));
    }

    @Test
    void whatAnAnswerToldEndsByItself() {
        var pause = new Pause(Why.PACED, SINCE.plus(Duration.ofHours(1)), Set.of("wamid.1"), false);
        assertThat(pause.isInForce(SINCE)).isTrue();
        assertThat(pause.isInForce(SINCE.plus(Duration.ofHours(1)))).isFalse();
        assertThat(pause.isOverdue(SINCE.plus(Duration.ofHours(2)))).isFalse();
    }
}
