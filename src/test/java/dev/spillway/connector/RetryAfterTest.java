package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
    @ParameterizedTest
    @CsvSource({
        "5,, PT5S",
        " 0.25 ,, PT0.25S",
        "-3,, PT0S",
        "86400,, PT1H",
        "99999999999999999999,, PT1S",
        "soon,, PT1S",
        "'Fri, 20 Nov 2026 10:00:30 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT', PT30S",
        "'Fri, 20 Nov 2026 09:00:00 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT', PT0S",
        "'Sat, 21 Nov 2026 10:00:00 GMT', 'Fri, 20 Nov 2026 10:00:00 GMT', PT1H",
        "'Fri, 20 Nov 2026 10:00:30 GMT',, PT1S",
        "'Fri, 20 Nov 2026 10:00:30 GMT', now, PT1S",
        ",'Fri, 20 Nov 2026 10:00:00 GMT',",
    })
    void readsSecondsAndDates(@Nullable String wish, @Nullable String date, @Nullable Duration expected) {
        var headers = new HashMap<String, String>();
        if (wish != null) headers.put("retry-after", wish);
        if (date != null) headers.put("date", date);

        assertThat(RetryAfter.of(headers)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5, PT5S", "2.5, PT2.5S", "1e300, PT1H", "-1, PT0S"})
    void takesNumbersOfExpressions(double seconds, Duration expected) {
        assertThat(RetryAfter.seconds(seconds)).isEqualTo(expected);
    }
}
