package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final Vertx vertx = Vertx.vertx();
    private final Pulse pulse = new Pulse(vertx, new Now(Clock.systemUTC()));

    @AfterEach
    void close() {
        pulse.stop();
        vertx.close();
    }

    @Test
    void tellsTheLongestStopOfTheTimeThatIsAskedFor() {
        pulse.felt(700, 1_000_000);
        pulse.felt(30, 2_000_000);
        pulse.felt(20, 2_500_000);
        pulse.felt(900, 3_000_000);

        assertThat(pulse.stoppedMsMax(1_000_001, 3_000_000)).isEqualTo(30);
    }
}
