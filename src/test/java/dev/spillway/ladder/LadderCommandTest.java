package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderCommandTest {
    private final StringWriter said = new StringWriter();

    private int run(String... words) {
        return LadderCommand.commandLine().setErr(new PrintWriter(said, true)).execute(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds, 0, --seconds is 0; it must be from 1 to",
        "--rounds, 0, --rounds is 0; it must be from 1 to",
        "--connections, 0, --connections is 0; it must be from 1 to",
        "--prepare, -1, --prepare is -1; it must be from 1 to",
        "--loops, 5, --loops is 5; it must be from 1 to 4",
        "--nodes, 0, --nodes is 0; it must be from 1 to 4",
        "--full-rate, 0, --full-rate is 0; it must be from 1 to",
        "--full-minutes, 0, --full-minutes is 0; it must be from 1 to"
    })
    void saysWhatANumberMayBe(String option, String value, String complaint) {
        assertThat(run(option, value)).isEqualTo(2);
        assertThat(said.toString()).startsWith(complaint);
    }

    @Test
    void wantsAConnectionForEachThreadOfTheClient() {
        assertThat(run("--loops", "2", "--nodes", "2", "--connections", "3")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--connections is 3; it must be from 4 to");
    }

    @Test
    void saysWhichRungsThereAre() {
        assertThat(run("--only", "null,attic")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--only attic: it must be one of null, verify, decode, accept,");
    }

    @Test
    void saysWhichClientsThereAre() {
        assertThat(run("--client", "ab")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--client ab: it must be one of wrk, own");
    }

    @Test
    void saysWhichLevelsThereAre() {
        assertThat(run("--full-acknowledge", "always")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--full-acknowledge always: it must be one of fsync, aof");
    }

    @Test
    void doesNotCompareAFigureWithItself() {
        assertThat(run("--check", "--record-check")).isEqualTo(2);
        assertThat(said.toString()).startsWith("--check and --record-check: only one of them at a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--check", "--record-check"})
    void wantsWhatIsToBeCompared(String option) {
        assertThat(run(option, "--only", "accept")).isEqualTo(2);
        assertThat(said.toString()).contains("need the rungs null and accept");
    }

    @Test
    void doesNotCompareWhatWasMeasuredInAnotherWay() {
        assertThat(run("--check", "--connections", "17")).isEqualTo(2);
        assertThat(said.toString())
                .contains("but this is --client")
                .contains("--connections 17; give --check the same");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsInALineWhatFailed(IOException failure, String line) throws Exception {
        var command = LadderCommand.commandLine().setErr(new PrintWriter(said, true));

        assertThat(LadderCommand.failed(failure, command)).isEqualTo(2);
        assertThat(said.toString()).isEqualToIgnoringNewLines(line);
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("redis did not answer"), "ladder: redis did not answer"),
                Arguments.of(new NoSuchFileException("/tmp/x"), "ladder: java.nio.file.NoSuchFileException: /tmp/x"),
                Arguments.of(new EOFException(), "ladder: java.io.EOFException"));
    }

    @Test
    void leavesItsOwnFaultsTheirTrace() {
        var fault = new IllegalStateException("never");

        assertThatThrownBy(() -> LadderCommand.failed(fault, LadderCommand.commandLine()))
                .isSameAs(fault);
    }
}
