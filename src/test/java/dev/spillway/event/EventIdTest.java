package dev.spillway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventIdTest {
    @Test
    void takesThirtyTwoLowerCaseHexDigitsAndNothingElse() {
        var digits = "0123456789abcdef0123456789abcdef";
        assertThat(EventId.isOne(digits)).isTrue();
        for (var wrong : new char[] {'A', 'F', 'g', '`', '/', ':', ' ', '\u0660', '\u0130'}) {
            assertThat(EventId.isOne(digits.replace('7', wrong))).isFalse();
        }
        assertThat(EventId.isOne(digits + "0")).isFalse();
        assertThatThrownBy(() -> new EventId("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isTheBeginningOfTheDigestOverSourceAndKey() {
        assertThat(new DedupeKey("118264500913347:wamid.ñ:read").id("meta").value())
                .isEqualTo("cc3d8fa3bef640144805aec3a03fffd7");
    }
}
