package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.LossyProxy;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisLinkIT {
    @TempDir
    private Path directory;

    private final Loop loop = new Loop();
    private LocalRedis redis;
    private RedisLink link;

    @BeforeEach
    void start() throws IOException {
        redis = LocalRedis.start(directory);
        var shared = TestStores.settings(redis);
        link = loop.link(new RedisSettings(
                shared.url(),
                "t",
                RedisSettings.Acknowledge.FSYNC,
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                1_000));
    }

    @AfterEach
    void stop() {
        loop.close();
        redis.close();
    }

    private String ping() {
        return loop.call(
                () -> link.send(Request.cmd(Command.PING)).map(String::valueOf).otherwise("away"));
    }

    @Test
    void failsAtOnceWhileRedisIsGoneAndMendsItself() throws IOException {
        redis.kill();
        await().until(() -> ping().equals("away"));
        var began = System.nanoTime();
        assertThat(ping()).isEqualTo("away");
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MILLISECONDS.toNanos(250));
        redis.restart();
        await().atMost(Duration.ofSeconds(5)).until(() -> ping().equals("PONG"));
    }

    @Test
    void doesNotWaitForARedisThatHangs() throws Exception {
        signal("STOP");
        assertThat(ping()).isEqualTo("away");
        signal("CONT");
        await().atMost(Duration.ofSeconds(5)).until(() -> ping().equals("PONG"));
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(redis.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void sendsAScriptAgainThatRedisHasForgotten() {
        var script = new Script("one", "return ARGV[1]", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db");
        var answer =
                loop.call(() -> link.run(new ScriptCall(script).arg("hola")).map(String::valueOf));
        assertThat(answer).isEqualTo("hola");
    }

    private static final Script WRITE = new Script(
            "write", "return redis.call('LPUSH', KEYS[1], ARGV[1])", "f53bb015f589d5503bcd8963563f2f5cf8783350");

    private List<String> together(ScriptCall... calls) {
        return loop.call(() -> Future.join(link.runTogether(List.of(calls)).stream()
                        .map(answer -> answer.map(String::valueOf).otherwise(Throwable::getMessage))
                        .toList())
                .map(all -> all.<String>list()));
    }

    private static ScriptCall write(String key, String value) {
        return new ScriptCall(WRITE).key(key).arg(value);
    }

    @Test
    void runsScriptsTogetherAndAnswersEachAtItsPlace() {
        assertThat(together(write("a", "1"), write("b", "1"), write("a", "2"))).containsExactly("1", "1", "2");
        assertThat(together(write("a", "3"))).containsExactly("3");
        assertThat(together()).isEmpty();
    }

    @Test
    void ofScriptsTogetherRefusesOnlyTheOneThatRedisRefuses() {
        loop.call(() -> link.send(Request.cmd(Command.SET).arg("text").arg("v")));
        var answers = together(write("a", "1"), write("text", "1"), write("b", "1"));
        assertThat(answers.get(1)).contains("WRONGTYPE");
        assertThat(List.of(answers.get(0), answers.get(2))).allMatch(answer -> Integer.parseInt(answer) >= 1);
        assertThat(ping()).isEqualTo("PONG");
    }

    @Test
    void failsScriptsTogetherWhileRedisIsGone() throws IOException {
        redis.kill();
        await().until(() -> ping().equals("away"));
        assertThat(together(write("a", "1"), write("b", "1")))
                .allMatch(answer -> answer.startsWith("Redis is not available"));
    }

    @Test
    void sendsScriptsTogetherInOneWrite() {
        try (var proxy = new LossyProxy(redis.port())) {
            var through = loop.call(() -> Future.succeededFuture(RedisLink.open(loop.vertx(), through(proxy), "one")));
            await().until(() -> loop.call(() -> Future.succeededFuture(through.up())));
            together(write("a", "1"));
            var before = proxy.pieces();
            loop.call(() -> Future.join(through.runTogether(
                    IntStream.range(0, 8).mapToObj(i -> write("k" + i, "v")).toList())));
            assertThat(proxy.pieces() - before).isEqualTo(1);
        }
    }

    @Test
    void passesRedisOwnErrorsThrough() {
        loop.call(() -> link.send(Request.cmd(Command.LPUSH).arg("k").arg("v")));
        var answer = loop.call(
                () -> link.send(Request.cmd(Command.GET).arg("k")).map("sent").otherwise(Throwable::getMessage));
        assertThat(answer).startsWith("WRONGTYPE");
        assertThat(ping()).isEqualTo("PONG");
    }

    @Test
    void refusesMoreCommandsThanItMayHaveInFlight() {
        var failed = loop.call(() -> {
            var sent = java.util.stream.IntStream.range(0, 1_100)
                    .mapToObj(i -> link.send(Request.cmd(Command.PING)))
                    .toList();
            return Future.join(sent)
                    .transform(all -> Future.succeededFuture(
                            sent.stream().filter(Future::failed).count()));
        });
        assertThat(failed).isEqualTo(100);
    }

    @Test
    void givesUpAConnectionThatNeverAnswersAndTriesAnother() {
        try (var proxy = new LossyProxy(redis.port())) {
            proxy.mute(true);
            var hung = loop.call(() -> Future.succeededFuture(RedisLink.open(loop.vertx(), through(proxy), "hung")));
            await().atMost(Duration.ofSeconds(5)).until(() -> proxy.connections() > 1);
            assertThat(loop.call(() -> Future.succeededFuture(hung.up()))).isFalse();
            proxy.mute(false);
            await().atMost(Duration.ofSeconds(5)).until(() -> loop.call(() -> Future.succeededFuture(hung.up())));
        }
    }

    private static RedisSettings through(LossyProxy proxy) {
        return new RedisSettings(
                "redis://127.0.0.1:" + proxy.port(),
                "t",
                RedisSettings.Acknowledge.FSYNC,
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                1_000);
    }
}
