package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpenFilesTest {
    @Test
    void namesTheKeyAndTheCureWhereTheDoorsMayTakeMoreFilesThanThereAre() {
        assertThat(OpenFiles.lacking(8_192, 4_096).orElseThrow())
                .hasToString(
                        "gateway.yaml: ingress.connectionsMax: 8192 connections, and 1000 files for everything else, are"
                                + " more than the 4096 that this process may open; raise its limit of open files (ulimit -n), or"
                                + " allow fewer connections");
    }

    @Test
    void saysNothingWhereThereAreEnough() {
        assertThat(OpenFiles.lacking(8_192, 9_192)).isEmpty();
        assertThat(OpenFiles.lacking(8_192, 9_191)).isPresent();
    }

    @Test
    void knowsTheLimitOfThisProcess() {
        assertThat(OpenFiles.lacking(1_000_000_000)).isPresent();
    }
}
