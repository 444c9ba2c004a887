package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseScriptsIT {
    private static final LeaseSettings SHORT =
            new LeaseSettings(Duration.ofMillis(400), Duration.ofMillis(100), Duration.ZERO, Duration.ZERO);

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 4);
    private RedisLink redis;
    private LeaseScripts a;
    private LeaseScripts b;

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
        a = new LeaseScripts(redis, keys, "a", SHORT);
        b = new LeaseScripts(redis, keys, "b", SHORT);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private String claim(LeaseScripts node) {
        return loop.call(() -> node.claim(1));
    }

    private String renew(LeaseScripts node, String token) {
        return loop.call(() -> node.renew(1, token).otherwise(Throwable::getMessage));
    }

    private void release(LeaseScripts node, String token) {
        loop.call(() -> node.release(1, token));
    }

    private void runOut() {
        await().until(() ->
                loop.call(() -> redis.send(Request.cmd(Command.EXISTS).arg(keys.ofShard(1, "lease"))))
                                .toInteger()
                        == 0);
    }

    private static long counter(String token) {
        return Long.parseLong(token.split("\\.", 3)[1]);
    }

    @Test
    void givesAShardToOneNodeOnly() {
        var token = claim(a);
        assertThat(token).matches("\\d{13}\\.1\\.a");
        assertThat(claim(b)).isEmpty();
        assertThat(renew(a, token)).isEqualTo(token);
    }

    @Test
    void findsItsOwnClaimAgain() {
        assertThat(claim(a)).isEqualTo(claim(a));
    }

    @Test
    void givesOutNoTokenTwice() {
        var first = claim(a);
        release(a, first);
        var second = claim(b);
        assertThat(second).endsWith(".2.b");
        runOut();
        assertThat(claim(a)).endsWith(".3.a").startsWith(first.substring(0, 13));
    }

    @Test
    void voidsTheTokenOfAShardGivenBack() {
        var token = claim(a);
        release(a, token);
        assertThat(renew(a, token)).startsWith("FENCED");
    }

    @Test
    void takesNothingFromTheNextOwnerByALateRelease() {
        var late = claim(a);
        release(a, late);
        var token = claim(b);
        release(a, late);
        assertThat(renew(b, token)).isEqualTo(token);
    }

    @Test
    void renewsALeaseThatRanOutWhileNobodyTookIt() {
        var token = claim(a);
        runOut();
        assertThat(renew(a, token)).isEqualTo(token);
        assertThat(claim(b)).isEmpty();
    }

    @Test
    void refusesAnOwnerWhoseLeaseRanOutAndWasTaken() {
        var token = claim(a);
        runOut();
        claim(b);
        assertThat(renew(a, token)).startsWith("FENCED");
    }

    @Test
    void countsOnFromWhatItRemembersWhenRedisFellBack() {
        var old = claim(a);
        release(a, old);
        var token = claim(a);
        loop.call(() -> redis.send(
                Request.cmd(Command.SET).arg(keys.ofShard(1, "fence")).arg(old)));
        runOut();
        assertThat(counter(claim(a))).isGreaterThan(counter(token));
    }

    @Test
    void makesANewTokenWhenRedisCameBackEmpty() {
        var token = claim(a);
        loop.call(() -> redis.send(
                Request.cmd(Command.DEL).arg(keys.ofShard(1, "fence")).arg(keys.ofShard(1, "lease"))));
        var renewed = renew(a, token);
        assertThat(renewed).endsWith(".a").isNotEqualTo(token);
        assertThat(renew(a, renewed)).isEqualTo(renewed);
    }

    @Test
    void replacesAFenceOfAnotherForm() {
        loop.call(() -> redis.send(
                Request.cmd(Command.SET).arg(keys.ofShard(1, "fence")).arg("6f1d-without-dots")));
        assertThat(claim(a)).matches("\\d{13}\\.1\\.a");
    }
}
