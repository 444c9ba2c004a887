package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    @ParameterizedTest
    @ValueSource(doubles = {700, 2_000, 2_500, 8_000, 15_000})
    void comesCloseToWhatCanBeSustainedFromBelow(double limit) {
        var calibration = new Calibration(2_000);

        while (!calibration.isDone()) calibration.was(calibration.rate() <= limit);

        assertThat(calibration.best()).isBetween(limit / 1.2, limit);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsWhateverHappens(boolean always) {
        var calibration = new Calibration(2_000);

        for (var n = 0; n < 9; n++) calibration.was(always);

        assertThat(calibration.isDone()).isTrue();
    }
}
