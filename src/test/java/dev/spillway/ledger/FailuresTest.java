package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "22021, true", // NUL in a text
        "23502, true", // null where none may be
        "54000, true", // an index row too long
        "40P01, false", // deadlock
        "42P01, false", // no such table: the schema is not ours yet
        "53100, false", // disk full
        "57P01, false", // shutting down
        "25006, false" // a standby
    })
    void blamesTheRowsOnlyWhereTryingAgainWouldNotHelp(String state, boolean ofRows) {
        assertThat(Failures.isOfRows(new PgException("text", "ERROR", state, "")))
                .isEqualTo(ofRows);
    }

    @Test
    void blamesTheRowsForWhatCouldNotBeEncoded() {
        assertThat(Failures.isOfRows(new ClassCastException())).isTrue();
        assertThat(Failures.isOfRows(new IOException("connection reset"))).isFalse();
    }

    @Test
    void namesAFailureWithoutQuotingRows() {
        assertThat(Failures.name(new PgException("Key (p:5255) …", "ERROR", "23505", "")))
                .isEqualTo("SQLSTATE 23505");
        assertThat(Failures.name(new IOException("READONLY You can't write"))).isEqualTo("READONLY");
        assertThat(Failures.name(new IOException("Connection reset"))).isEqualTo("IOException");
    }
}
