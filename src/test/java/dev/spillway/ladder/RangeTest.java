package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {
    private final Range range = new Range("--rounds", 1, 5);

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void takesItsEnds(int value) {
        assertThatCode(() -> range.check(value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void namesTheOptionTheValueAndWhatMayBe(int value) {
        assertThatThrownBy(() -> range.check(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds is " + value + "; it must be from 1 to 5");
    }

    @Test
    void hasNothingAgainstWhatWasLeftOut() {
        assertThatCode(() -> range.check(null)).doesNotThrowAnyException();
    }
}
