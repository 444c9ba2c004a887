package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UntilDoneTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void triesUntilItIsDone() throws Exception {
        var tries = new AtomicInteger();
        var answer = UntilDone.of(
                vertx,
                () -> tries.incrementAndGet() < 4 ? Future.failedFuture("away") : Future.succeededFuture("done"),
                (cause, count) -> true);
        assertThat(answer.await(5, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(tries).hasValue(4);
    }

    @Test
    void endsWithTheCauseThatIsNotWorthAnotherTry() {
        var heard = new ArrayList<Integer>();
        var answer = UntilDone.of(vertx, () -> Future.failedFuture("fenced"), (cause, tries) -> {
            heard.add(tries);
            return tries < 3;
        });
        assertThatThrownBy(() -> answer.await(5, TimeUnit.SECONDS)).hasMessage("fenced");
        assertThat(heard).isEqualTo(List.of(1, 2, 3));
    }

    /** What a long outage is: very many tries, each of which needs a turn of the event loop. */
    @Test
    void endsHoweverManyTriesItTook() throws Exception {
        var tries = new AtomicInteger();
        var answer = UntilDone.of(
                new SwiftTimers(vertx).vertx(),
                () -> tries.incrementAndGet() < 50_000 ? Future.failedFuture("away") : Future.succeededFuture("done"),
                (cause, count) -> true);
        assertThat(answer.await(20, TimeUnit.SECONDS)).isEqualTo("done");
    }
}
