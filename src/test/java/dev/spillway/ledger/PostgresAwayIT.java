package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class PostgresAwayIT {
    @Test
    void keepsEverythingInRedisUntilPostgresIsBack(@TempDir(cleanup = CleanupMode.NEVER) Path directory)
            throws IOException {
        try (var server = LocalPostgres.start(directory);
                var rig = new LedgerRig(server)) {
            server.stop();
            rig.start(); // The schema has to wait as well.
            append(rig, 0, 50);
            server.restart();
            rig.drained();
            server.stop();
            append(rig, 50, 100);
            Awaitility.await().until(() -> !rig.metrics.backlog().postgresUp());
            Awaitility.await().until(() -> rig.metrics.backlog().entries() == 50);
            server.restart();
            rig.drained();

            assertThat(rig.count("ledger")).isEqualTo(100);
            assertThat(rig.count("ledger_unreadable")).isZero();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> rig.metrics.backlog().equals(backlogOfNothing(rig)));
        }
    }

    private static Backlog backlogOfNothing(LedgerRig rig) {
        return new Backlog(0, 0, rig.metrics.backlog().bytes(), true);
    }

    private static void append(LedgerRig rig, int from, int to) {
        for (var event = from; event < to; event++) rig.append(event % 4, row(event, "a", LedgerEntry.Kind.RULE));
    }
}
