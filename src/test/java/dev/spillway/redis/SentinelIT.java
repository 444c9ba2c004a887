package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.sandbox.RedisTalk;
import dev.spillway.sandbox.SentinelRig;
import dev.spillway.support.Loop;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentinelIT {
    @TempDir
    private static Path directory;

    private static SentinelRig rig;

    private final Loop loop = new Loop();

    @BeforeAll
    static void start() throws IOException {
        rig = SentinelRig.start(directory, 300);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private RedisLink open(String master, String sentinelPassword) {
        var second = Duration.ofSeconds(1);
        var settings = new RedisSettings(
                rig.url(),
                "t",
                RedisSettings.Mode.SENTINEL,
                master,
                sentinelPassword,
                RedisSettings.Acknowledge.FSYNC,
                1,
                Duration.ofMillis(300),
                second,
                second,
                Duration.ofMillis(200),
                1_000);
        return loop.call(() -> Future.succeededFuture(RedisLink.open(loop.vertx(), settings, "test")));
    }

    private String set(RedisLink link, String value) {
        return loop.call(() -> link.send("k", Request.cmd(Command.SET).arg("k").arg(value))
                .map(String::valueOf)
                .otherwise(Given::words));
    }

    @Test
    void findsTheNewMasterAndLeavesTheOldOneAlone() throws IOException {
        var link = open(SentinelRig.MASTER, "");
        await().until(() -> set(link, "1").equals("OK"));
        var ups = new AtomicInteger();
        loop.call(() -> {
            link.onUp(ups::incrementAndGet);
            return Future.succeededFuture();
        });
        rig.sentinels().get(0).kill();
        var old = rig.master();

        old.pause();
        assertThat(set(link, "2")).startsWith("Redis is not available");
        await().atMost(Duration.ofSeconds(15)).until(() -> set(link, "3").equals("OK"));
        assertThat(ups).hasValueGreaterThan(1);
        assertThat(rig.master().text("GET", "k")).isEqualTo("3");

        old.resume();
        for (var i = 0; i < 20; i++) assertThat(set(link, "4")).isEqualTo("OK");
        assertThat(rig.master().text("GET", "k")).isEqualTo("4");
        rig.sentinels().get(0).restart();
    }

    @Test
    void saysWhichMasterTheSentinelsDoNotKnow() {
        var link = open("another", "");
        await().until(() -> link.problem().contains("no Sentinel names the master another"));
        assertThat(set(link, "1")).startsWith("Redis is not available: no Sentinel names");
    }

    @Test
    void tellsTheSentinelsThePasswordTheyWant() throws IOException {
        for (var sentinel : rig.sentinels()) sentinel.ask("ACL", "SETUSER", "default", "resetpass", ">p w%");
        try {
            var without = open(SentinelRig.MASTER, "");
            await().until(() -> without.problem().contains("NOAUTH"));
            var with = open(SentinelRig.MASTER, "p w%");
            await().until(with::up);
        } finally {
            for (var sentinel : rig.sentinels()) {
                try (var talk = new RedisTalk(sentinel.port(), 2_000)) {
                    talk.ask("AUTH", "p w%");
                    talk.ask("ACL", "SETUSER", "default", "nopass");
                }
            }
        }
    }
}
