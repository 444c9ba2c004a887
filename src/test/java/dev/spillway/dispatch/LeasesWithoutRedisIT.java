package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Leases while their Redis is killed, hangs or is full. Each has its own, and waits for leases to end: they do so side by side. */
@Execution(ExecutionMode.CONCURRENT)
class LeasesWithoutRedisIT {
    private static final int SHARDS = 12;
    private static final Duration SETTLED = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private LocalRedis redis;
    private NodeUnderTest a;
    private NodeUnderTest b;

    @BeforeEach
    void start() throws IOException {
        redis = LocalRedis.start(directory);
        var settings = TestStores.settings(redis);
        var keys = new Keyspace(settings.keyPrefix(), SHARDS);
        a = NodeUnderTest.start("a", settings, keys);
        b = NodeUnderTest.start("b", settings, keys);
        await().atMost(SETTLED).until(this::even);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        redis.close();
    }

    private boolean even() {
        return a.held(SHARDS).size() == SHARDS / 2 && b.held(SHARDS).size() == SHARDS / 2;
    }

    private boolean nothingHeld() {
        return a.held(SHARDS).isEmpty() && b.held(SHARDS).isEmpty();
    }

    @Test
    void holdsNothingWhileRedisIsAwayAndTheSameWhenItIsBack() throws IOException {
        var hadA = a.tokens();
        var hadB = b.tokens();
        redis.kill();
        await().atMost(Duration.ofSeconds(3)).until(this::nothingHeld);
        assertThat(a.tokens()).isEqualTo(hadA);
        assertThatThrownBy(a::nodes).rootCause().hasMessageContaining("not available");
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        redis.restart();
        await().atMost(SETTLED).until(this::even);
        assertThat(a.tokens()).isEqualTo(hadA);
        assertThat(b.tokens()).isEqualTo(hadB);
    }

    @Test
    void staysAsItWasWhenRedisHung() throws Exception {
        var hadA = a.tokens();
        var hadB = b.tokens();
        signal("STOP");
        await().atMost(Duration.ofSeconds(4)).until(this::nothingHeld);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        signal("CONT");
        await().atMost(SETTLED).until(this::even);
        assertThat(a.tokens()).isEqualTo(hadA);
        assertThat(b.tokens()).isEqualTo(hadB);
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()));
        assertThat(kill.start().waitFor()).isZero();
    }

    @Test
    void settlesInAFullRedisToo() {
        try (var loop = new Loop()) {
            var link = loop.link(settings());
            loop.call(() -> link.send(
                    Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(1)));
            b.crash();
            await().atMost(SETTLED).until(() -> a.held(SHARDS).size() == SHARDS);
            loop.call(() -> link.send(
                    Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(0)));
        }
    }

    private RedisSettings settings() {
        return TestStores.settings(redis);
    }
}
