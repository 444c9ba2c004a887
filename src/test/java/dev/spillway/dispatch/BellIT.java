package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BellIT {
    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 4);
    private final String name = UUID.randomUUID().toString();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private Bell hang(String node) throws Exception {
        var link = loop.link(settings);
        var bell = here(() -> Bell.hang(loop.vertx(), link, keys, name, () -> heard.add(node)));
        TimeUnit.MILLISECONDS.sleep(300); // until it has looked once
        return bell;
    }

    private void ring(Bell bell) {
        here(() -> {
            bell.ring();
            return bell;
        });
    }

    private <T> T here(Supplier<T> action) {
        return loop.call(() -> Future.succeededFuture(action.get()));
    }

    @Test
    void allHearItButWhoeverRings() throws Exception {
        var one = hang("one");
        hang("two");
        hang("three");
        ring(one);

        assertThat(heard.poll(5, TimeUnit.SECONDS)).isIn("two", "three");
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isIn("two", "three");
        assertThat(heard.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whatRangBeforeIsNotHeard() throws Exception {
        ring(hang("one"));
        hang("two");

        assertThat(heard.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }
}
