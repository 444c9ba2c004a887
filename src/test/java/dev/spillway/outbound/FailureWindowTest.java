package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureWindowTest {
    private final FakeTime time = new FakeTime();
    private final FailureWindow window = new FailureWindow(time, Duration.ofSeconds(10));

    @Test
    void needsEnoughCallsAndEnoughFailuresAmongThem() {
        add(3, true);
        assertThat(window.tripped(4, 50)).isFalse();
        add(4, false);
        assertThat(window.tripped(4, 50)).isFalse();
        add(1, true);
        assertThat(window.tripped(4, 50)).isTrue();
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        add(5, true);
        time.passMs(8_000);
        assertThat(window.tripped(4, 50)).isTrue();
        time.passMs(2_000);
        assertThat(window.tripped(4, 50)).isFalse();
    }

    @Test
    void usesASlotAgainAfterAWholeTurn() {
        add(5, true);
        time.passMs(10_000);
        add(4, false);
        assertThat(window.tripped(4, 1)).isFalse();
    }

    private void add(int times, boolean failed) {
        for (int i = 0; i < times; i++) window.add(failed);
    }
}
