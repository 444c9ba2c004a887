package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class RedisAwayIT {
    @Test
    void goesOnByItselfAfterRedisWasKilledAndAfterItForgotEverything(
            @TempDir(cleanup = CleanupMode.NEVER) Path directory) throws IOException {
        try (var redis = LocalRedis.start(directory);
                var rig = new LedgerRig(TestStores.postgres(), redis)) {
            rig.start();
            append(rig, 0, 40);
            redis.kill();
            redis.restart();
            Awaitility.await().ignoreExceptions().until(() -> rig.length(0) >= 0);
            rig.drained();
            rig.redis(io.vertx.redis.client.Command.FLUSHALL);
            append(rig, 40, 80);
            rig.drained();

            assertThat(rig.count("ledger")).isEqualTo(80);
        }
    }

    private static void append(LedgerRig rig, int from, int to) {
        for (var event = from; event < to; event++) rig.append(event % 4, row(event, "a", LedgerEntry.Kind.RULE));
    }
}
