package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PositionTest {
    @Property
    void isReadAsItWasWritten(@ForAll @LongRange(min = 0) long ms, @ForAll long seq) {
        var position = new Position(ms, seq);
        assertThat(Position.parse(position.text())).isEqualTo(position);
    }

    @Property
    void standsRightBehindTheOneBeforeIt(
            @ForAll @LongRange(min = 1, max = 4_000_000_000_000L) long ms, @ForAll long seq) {
        var position = new Position(ms, seq);
        assertThat(position.before()).isLessThan(position);
    }

    @Test
    void hasTheLastOfTheMillisecondBeforeItsFirst() {
        assertThat(new Position(7, 0).before().text()).isEqualTo("6-18446744073709551615");
    }

    @Test
    void isNothingElse() {
        assertThatThrownBy(() -> Position.parse("7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Position.parse("-7")).isInstanceOf(IllegalArgumentException.class);
    }
}
