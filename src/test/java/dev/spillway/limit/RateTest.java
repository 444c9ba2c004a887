package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 'rate.capacity must be 1..1000000, was 0'",
        "1000001, 1, 'rate.capacity must be 1..1000000, was 1000001'",
        "1, 0, 'rate.perSecond must be 0.0001..1000000, was 0.0'",
        "1, -3, 'rate.perSecond must be 0.0001..1000000, was -3.0'",
        "1, NaN, 'rate.perSecond must be 0.0001..1000000, was NaN'",
        "1, 1000001, 'rate.perSecond must be 0.0001..1000000, was 1000001.0'"
    })
    void saysWhichKeyIsOutOfWhichRange(int capacity, double perSecond, String message) {
        assertThatThrownBy(() -> new Rate(capacity, perSecond)).hasMessage(message);
    }
}
