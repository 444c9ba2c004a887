package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.support.TestStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class PostgresOverflowAwayIT {
    @Test
    void takesEventsAsSoonAsPostgresIsThereHoweverLateAndHoweverOften(
            @TempDir(cleanup = CleanupMode.NEVER) Path directory) throws IOException {
        try (var server = LocalPostgres.start(directory);
                var rig = rig(server)) {
            assertThat(takes(rig, "never")).isFalse();
            server.restart();
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> takes(rig, "late"));
            server.stop();
            assertThat(takes(rig, "stopped")).isFalse();
            server.restart();
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> takes(rig, "again"));
            assertThat(rig.rows()).hasSize(2);
        }
    }

    /** Begins while the server is stopped and the table is not there yet. */
    private static InboxRig rig(LocalPostgres server) throws IOException {
        server.stop();
        return new InboxRig(TestStores.redis(), server.url(), Duration.ofSeconds(2));
    }

    private static boolean takes(InboxRig rig, String key) {
        var answer = rig.sent(rig.overflow, List.of(InboxRig.event(key)));
        Awaitility.await().until(answer::isComplete);
        return answer.succeeded();
    }
}
