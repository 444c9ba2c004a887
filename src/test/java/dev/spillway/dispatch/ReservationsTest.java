package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.support.Loop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReservationsTest {
    private final Loop loop = new Loop();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Reservations reservations = new Reservations(loop.vertx(), this::answer);

    @AfterEach
    void close() {
        loop.close();
    }

    /** By the number of the row. */
    private Future<List<Reserved>> answer(Reservations.Key key, List<Buffer> rows) {
        asked.add(key.shard() + key.token() + rows);
        if (key.token().equals("lost")) return Future.failedFuture("lost");
        return Future.succeededFuture(rows.stream()
                .map(row -> Reserved.of(Integer.parseInt(row.toString()) % 3))
                .toList());
    }

    /** In one turn of the event loop. */
    private List<Future<Reserved>> add(int shard, String token, int... rows) {
        var may = new ArrayList<Future<Reserved>>();
        var key = new Reservations.Key(shard, token);
        loop.call(() -> {
            for (var row : rows) may.add(reservations.add(key, List.of(Buffer.buffer("" + row))));
            return Future.succeededFuture();
        });
        await().until(() -> may.stream().allMatch(Future::isComplete));
        return may;
    }

    @Test
    void asksForTheRowsOfOneTurnTogetherAndAnswersEachForItself() {
        var may = add(1, "mine", 3, 4, 5);
        assertThat(asked).containsExactly("1mine[3, 4, 5]");
        assertThat(may.stream().map(Future::result))
                .containsExactly(Reserved.TAKEN, Reserved.OURS, Reserved.OURS_FOR_A_REPEAT);
    }

    @Test
    void asksForAFewRowsAtATime() {
        add(1, "mine", IntStream.range(0, 40).toArray());
        assertThat(asked).hasSize(3);
    }

    @Test
    void keepsApartWhatBeganUnderAnotherToken() {
        add(1, "former", 1);
        add(1, "mine", 2);
        add(2, "mine", 3);
        assertThat(asked).containsExactly("1former[1]", "1mine[2]", "2mine[3]");
    }

    @Test
    void failsForAllThatWereAskedForTogether() {
        var may = add(1, "lost", 1, 2);
        assertThat(may).allMatch(Future::failed);
    }
}
