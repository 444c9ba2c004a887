package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node's limits while a real Redis hangs, dies, is full and comes back. */
class FallbackLimitsIT {
    private static final Rate RATE = new Rate(20, 100);

    private final Loop loop = new Loop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Path directory;
    private LocalRedis redis;
    private RedisLink link;
    private FallbackLimits limits;
    private long since;
    private long granted;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createTempDirectory("spillway-limit");
        redis = LocalRedis.start(directory);
        var settings = TestStores.settings(redis);
        link = loop.link(settings);
        var shared = new RedisLimits(link, new Keyspace(settings.keyPrefix(), 64), registry);
        var kept = new LimitSettings(Duration.ofMillis(200), Duration.ofSeconds(1));
        limits = new FallbackLimits(loop.vertx(), shared, kept, () -> 1, registry);
        since = System.nanoTime();
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        redis.close();
        Folder.remove(directory);
    }

    /** Takes what there is; over the whole test never more than the limit. */
    private int take() {
        var claim = new Claim(List.of(Need.one(Limit.bucket("erp", RATE))), 100, "lease", Duration.ofSeconds(1));
        var tokens = loop.call(() -> limits.take(List.of(claim))).get(0).granted();
        granted += tokens;
        var seconds = (System.nanoTime() - since) / 1e9;
        assertThat((double) granted).isLessThanOrEqualTo(RATE.capacity() + RATE.perSecond() * seconds);
        return tokens;
    }

    private boolean without() {
        return registry.get("gateway.limit.without.redis").gauge().value() == 1;
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitTokens(boolean withoutRedis) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> take() > 0 && without() == withoutRedis);
    }

    @Test
    void grantsThroughAHangAndADeathAndNeverMoreThanTheLimit() throws Exception {
        assertThat(take()).isEqualTo(20);

        signal("STOP");
        awaitTokens(true);
        signal("CONT");
        awaitTokens(false);

        redis.kill();
        awaitTokens(true);
        redis.restart();
        awaitTokens(false);
    }

    @Test
    void goesOnByRedisWhileItIsFull() {
        loop.call(() -> link.send(
                Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1")));

        assertThat(take()).isEqualTo(20);
        awaitTokens(false);
    }
}
