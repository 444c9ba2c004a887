package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorRepliesTest {
    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_SOURCE, 404",
        "METHOD, 405",
        "WRONG_TOKEN, 403",
        "MISSING_SIGNATURE, 401",
        "MALFORMED_SIGNATURE, 401",
        "WRONG_SIGNATURE, 401",
        "STALE_SIGNATURE, 401",
        "NOT_JSON, 400",
        "MISFIT, 422",
        "TOO_LARGE, 413",
        "TOO_SLOW, 408",
        "OVERLOADED, 503",
        "INBOX_FAILED, 503",
        "INBOX_LATE, 503",
        "PARTLY_FAILED, 503",
        "DEFECT, 500"
    })
    void givesEachReasonItsStatus(Reason reason, int status) {
        assertThat(ErrorReplies.status(reason)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(
            value = GatewayException.Kind.class,
            names = {"OVERLOADED", "UNAVAILABLE", "FENCED"})
    void asksToComeAgainWhereThatHelps(GatewayException.Kind kind) {
        assertThat(ErrorReplies.reason(new GatewayException(kind, "x"))).isEqualTo(Reason.INBOX_FAILED);
    }

    @Test
    void takesOtherFailuresForDefects() {
        assertThat(ErrorReplies.reason(new IllegalStateException())).isEqualTo(Reason.DEFECT);
    }
}
