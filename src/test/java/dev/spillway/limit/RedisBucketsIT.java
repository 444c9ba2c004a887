package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.TestStores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on a real Redis, and what only a shared bucket can get wrong. */
class RedisBucketsIT extends BucketsContract {
    private final Vertx vertx = Vertx.vertx();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private Node node;

    /** One node: an event loop with a link of its own. */
    private record Node(Context context, RedisLink link, RedisBuckets buckets) {
        static Node open(Vertx vertx, RedisSettings settings, Keyspace keys) {
            var context = vertx.getOrCreateContext();
            Promise<Node> opened = Promise.promise();
            context.runOnContext(now -> {
                var link = RedisLink.open(vertx, settings, "test");
                link.onUp(() -> opened.tryComplete(new Node(context, link, new RedisBuckets(link, keys))));
            });
            return await(opened.future());
        }

        <T> Future<T> on(Supplier<Future<T>> work) {
            Promise<T> done = Promise.promise();
            context.runOnContext(now -> work.get().onComplete(done));
            return done.future();
        }

        Future<Grant> take(String name, Rate rate, int max) {
            return on(() -> buckets.take(name, rate, max));
        }
    }

    @BeforeEach
    void open() {
        node = Node.open(vertx, settings, keys);
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Override
    Buckets buckets() {
        return node::take;
    }

    @Test
    void forgetsABucketThatIsFullAgain() throws Exception {
        take("short", new Rate(2, 20), 2);

        assertThat(exists("short")).isEqualTo(1);
        Thread.sleep(150);
        assertThat(exists("short")).isZero();
    }

    @Test
    void keepsEveryDigitBetweenCalls() {
        var rate = new Rate(1, 0.3);
        take("digits", rate, 1);
        for (int i = 0; i < 50; i++) take("digits", rate, 1);

        var wait = take("digits", rate, 1).untilNext();

        assertThat(wait).isBetween(Duration.ofMillis(2500), Duration.ofMillis(3334));
    }

    @Test
    void neverGrantsTwoNodesTogetherMoreThanTheRate() throws Exception {
        var rate = new Rate(20, 100);
        var other = Node.open(vertx, settings, keys);
        var granted = new AtomicInteger();
        var started = System.nanoTime();
        var loops = List.of(node, node, other, other).stream()
                .map(each -> drain(each, rate, granted, started + 2_000_000_000L))
                .toList();
        await(Future.all(new ArrayList<>(loops)));
        var seconds = (System.nanoTime() - started) / 1e9;

        assertThat((double) granted.get()).isLessThanOrEqualTo(20 + 100 * seconds);
        assertThat((double) granted.get()).isGreaterThanOrEqualTo(0.98 * 100 * 2);
    }

    @Test
    void emptiesABucketWhateverWasInIt() {
        var rate = new Rate(5, 1);
        await(node.on(() -> node.buckets().empty("emptied", rate)));

        var taken = take("emptied", rate, 5);

        assertThat(taken.tokens()).isZero();
        assertThat(taken.untilNext()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    }

    @Test
    void onlyLooksWhenItIsAskedForNothing() {
        var rate = new Rate(5, 0.1);
        take("looked", rate, 0);

        assertThat(take("looked", rate, 5).tokens()).isEqualTo(5);
    }

    @Test
    void failsAsUnavailableWithoutRedis() {
        await(node.on(node.link()::close));

        assertThatThrownBy(() -> take("away", new Rate(1, 1), 1))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.kind()).isEqualTo(GatewayException.Kind.UNAVAILABLE));
    }

    @Test
    void failsAsUnavailableWhenTheKeyIsNoBucket() {
        var set = Request.cmd(Command.SET).arg(keys.global("bucket:broken")).arg("text");
        await(node.on(() -> node.link().send(set)));

        assertThatThrownBy(() -> take("broken", new Rate(1, 1), 1))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    private static Future<Void> drain(Node node, Rate rate, AtomicInteger granted, long until) {
        Promise<Void> done = Promise.promise();
        drain(node, rate, granted, until, done);
        return done.future();
    }

    /** Thousands of rounds: each ends before the next begins, a chain of futures would be as deep as it is long. */
    private static void drain(Node node, Rate rate, AtomicInteger granted, long until, Promise<Void> done) {
        if (System.nanoTime() >= until) {
            done.complete();
            return;
        }
        node.take("shared", rate, 3)
                .onSuccess(grant -> {
                    granted.addAndGet(grant.tokens());
                    drain(node, rate, granted, until, done);
                })
                .onFailure(done::fail);
    }

    private int exists(String name) {
        var request = Request.cmd(Command.EXISTS).arg(keys.global("bucket:" + name));
        return await(node.on(() -> node.link().send(request))).toInteger();
    }
}
