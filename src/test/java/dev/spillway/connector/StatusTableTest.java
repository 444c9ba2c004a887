package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusTableTest {
    @ParameterizedTest
    @CsvSource({
        "100, CONFIG, CONFIG",
        "202, CONFIG, CONFIG",
        "302, CONFIG, CONFIG",
        "400, INVALID, INVALID",
        "401, AUTH_REVOKED, AUTH_REVOKED",
        "403, INVALID, INVALID",
        "404, NOT_FOUND, NOT_FOUND",
        "408, UNAVAILABLE, UNAVAILABLE",
        "409, LOCKED, LOCKED",
        "410, NOT_FOUND, NOT_FOUND",
        "412, LOCKED, LOCKED",
        "422, INVALID, INVALID",
        "423, LOCKED, LOCKED",
        "425, UNAVAILABLE, UNAVAILABLE",
        "429, THROTTLED, THROTTLED",
        "500, UNAVAILABLE, UNAVAILABLE",
        "502, UNAVAILABLE, AMBIGUOUS",
        "503, UNAVAILABLE, UNAVAILABLE",
        "504, UNAVAILABLE, AMBIGUOUS",
        "599, UNAVAILABLE, UNAVAILABLE",
    })
    void decidesWhereNoRuleSpeaks(int status, Kind ofRead, Kind ofWrite) {
        assertThat(StatusTable.kind(status, false)).isEqualTo(ofRead);
        assertThat(StatusTable.kind(status, true)).isEqualTo(ofWrite);
    }
}
