package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadyShardsTest {
    private final Vertx vertx = Vertx.vertx();
    private final ReadyShards ready = new ReadyShards(vertx, () -> {});

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void keepsWhatWasAddedAfterTheMark() {
        ready.add(1);
        ready.add(2);
        var mark = ready.mark();
        ready.add(1);

        ready.remove(1, mark);
        ready.remove(2, mark);

        assertThat(ready.next(10)).containsExactly(1);
    }

    @Test
    void remembersWhatWasAddedWhileItGoesRound() {
        ready.add(1);
        ready.add(2);
        var mark = ready.mark();
        ready.add(1);

        assertThat(ready.next(1)).containsExactly(1);
        assertThat(ready.next(10)).containsExactly(2, 1);
        ready.remove(1, mark);

        assertThat(ready.next(10)).containsExactly(2, 1);
    }
}
