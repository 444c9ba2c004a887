package dev.spillway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesUpConnectionsThatNoLongerAnswer() {
        var vertx = Vertx.vertx();
        var silent = await(vertx.createNetServer().connectHandler(socket -> {}).listen(0, "127.0.0.1"));
        var url = "postgresql://a:b@127.0.0.1:" + silent.actualPort() + "/c";
        var settings = new PostgresSettings(url, 1, Duration.ofSeconds(9), Duration.ofSeconds(9), 10);
        var opened = new AtomicInteger();
        var database = new Database(vertx, () -> Postgres.open(vertx, settings, opened.incrementAndGet(), 1000), 200);

        var answer = database.query(client -> client.query("select 1").execute());
        await(answer.otherwiseEmpty());

        assertThat(answer.failed()).isTrue();
        assertThat(opened).hasValue(2);
        await(vertx.close());
    }
}
