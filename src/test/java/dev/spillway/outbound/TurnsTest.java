package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.limit.Limit;
import dev.spillway.limit.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limit.Pace PACE = Limit.Pace.bucket(new Rate(1, 5));
    private static final Limit LIMIT = new Limit("limit:search", "", PACE);

    private final FakeTime time = new FakeTime();
    private final Turns turns = new Turns(time);

    @Test
    void followOneAnotherTwiceAsFastAsTheLimitAllows() {
        assertThat(next()).isEqualTo(Duration.ofMillis(1100));
        assertThat(next()).isEqualTo(Duration.ofMillis(1200));
        assertThat(next()).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void beginAnewWhenAllHaveCome() {
        next();
        time.passMs(1100);

        assertThat(next()).isEqualTo(Duration.ofMillis(1100));
    }

    @Test
    void areNeverFurtherThanTenMinutesAway() {
        for (var n = 0; n < 10_000; n++) next();

        assertThat(next()).isEqualTo(Duration.ofMinutes(10));
    }

    private Duration next() {
        return turns.next(LIMIT, PACE, SECOND);
    }
}
