package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private static final long MS = 1_000_000;
    private static final long NOW = Long.MIN_VALUE / 2; // nanoTime may be anything

    private final Patience patience = new Patience(Duration.ofMillis(100), 4);

    @Test
    void isTheLeastWhileAnswersAreQuick() {
        for (var ms = 0; ms < 1_000; ms++) patience.took(49 * MS, NOW + ms * MS);
        assertThat(patience.nanos(NOW + 1_000 * MS)).isEqualTo(100 * MS);
        assertThat(patience.strain(NOW + 1_000 * MS)).isEqualTo(1);
    }

    @Test
    void isAtOnceThreeTimesWhatTheSlowestOfLateTook() {
        patience.took(20 * MS, NOW);
        patience.took(80 * MS, NOW);
        patience.took(20 * MS, NOW);
        assertThat(patience.nanos(NOW)).isEqualTo(240 * MS);
        assertThat(patience.strain(NOW)).isEqualTo(2.4);
    }

    @Test
    void forgetsAnOutageWithinTwoSeconds() {
        patience.took(Duration.ofMinutes(5).toNanos(), NOW);
        assertThat(patience.nanos(NOW)).isEqualTo(400 * MS);
        assertThat(patience.nanos(NOW + 1_000 * MS)).isEqualTo(200 * MS);
        assertThat(patience.nanos(NOW + 2_000 * MS)).isEqualTo(100 * MS);
    }

    @Test
    void growsWhileItsOwnLoopIsLate() {
        for (var look = 0; look < 50; look++) patience.late(7 * MS + 500_000);
        assertThat(patience.strain(NOW)).isCloseTo(3, within(0.1));
        for (var look = 0; look < 50; look++) patience.late(0);
        assertThat(patience.strain(NOW)).isEqualTo(1);
    }

    @Test
    void doesNotMindOnePause() {
        for (var look = 0; look < 50; look++) patience.late(look == 25 ? 25 * MS : 0);
        assertThat(patience.strain(NOW)).isEqualTo(1);
        patience.late(25 * MS);
        assertThat(patience.strain(NOW)).isCloseTo(1, within(0.1));
    }

    @Test
    void neverChangesWhereTheMostIsTheLeast() {
        var fixed = new Patience(Duration.ofMillis(100), 1);
        fixed.took(90 * MS, NOW);
        assertThat(fixed.nanos(NOW)).isEqualTo(100 * MS);
    }

    @Property
    void staysBetweenTheLeastAndTheMost(@ForAll @LongRange(min = 0) long took, @ForAll @LongRange(min = 0) long later) {
        patience.took(took, NOW);
        assertThat(patience.nanos(NOW + later)).isBetween(100 * MS, 400 * MS);
        assertThat(patience.strain(NOW + later)).isBetween(1.0, 4.0);
    }
}
