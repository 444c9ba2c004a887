package dev.spillway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1234, 1.23 kB", "45678, 45.7 kB", "999600, 1.00 MB", "6.9e12, 6.90 TB"})
    void tellsBytesWithThreeDigits(double bytes, String text) {
        assertThat(Amount.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"42, 42 s", "600, 600 s (10 min)", "18000, '18,000 s (5 h 0 min)'"})
    void tellsLongTimesInHoursToo(double seconds, String text) {
        assertThat(Amount.time(seconds)).isEqualTo(text);
    }
}
