package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.dispatch.Commits.Batch;
import dev.spillway.lane.LaneName;
import dev.spillway.support.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommitsTest {
    private final Loop loop = new Loop();
    private final Book book = new Book();
    private final AtomicInteger ended = new AtomicInteger();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Takes down what it is asked, and answers when told to. */
    private static final class Book implements Commits.Scripts {
        final List<List<Batch>> together = new ArrayList<>();
        final List<Promise<List<Optional<List<LaneName>>>>> answers = new ArrayList<>();
        final List<Batch> alone = new ArrayList<>();

        @Override
        public Future<List<Optional<List<LaneName>>>> together(List<Batch> batches) {
            together.add(batches);
            answers.add(Promise.promise());
            return answers.get(answers.size() - 1).future();
        }

        @Override
        public Future<List<LaneName>> alone(Batch batch) {
            alone.add(batch);
            return Future.succeededFuture(List.of());
        }
    }

    private Commits commits(boolean together) {
        return new Commits(loop.vertx(), book, together);
    }

    /** In one turn of the event loop, a run of each of these shards. */
    private void add(Commits commits, int... shards) {
        loop.call(() -> {
            for (var shard : shards) {
                commits.add(new Commits.Key(shard, "token", false), List.of(Buffer.buffer("run")))
                        .onSuccess(lanes -> ended.incrementAndGet());
            }
            return Future.succeededFuture();
        });
    }

    private void answer(int script, List<Optional<List<LaneName>>> lanes) {
        loop.call(() -> {
            book.answers.get(script).complete(lanes);
            return Future.succeededFuture();
        });
    }

    private static List<Integer> shards(List<Batch> batches) {
        return batches.stream().map(batch -> batch.key().shard()).toList();
    }

    @Test
    void commitsTheRunsOfOneTurnTogether() {
        add(commits(true), 1, 2, 1);
        await().until(() -> book.together.size() == 1);
        assertThat(shards(book.together.get(0))).containsExactly(1, 2);
        assertThat(book.together.get(0).get(0).runs()).hasSize(2);
        answer(0, List.of(Optional.of(List.of()), Optional.of(List.of())));
        await().until(() -> ended.get() == 3);
        assertThat(book.alone).isEmpty();
    }

    @Test
    void gathersWhatEndsWhileEnoughScriptsAreOut() {
        var commits = commits(true);
        IntStream.range(0, 5).forEach(shard -> add(commits, shard));
        add(commits, 4);
        await().until(() -> book.together.size() == 2);
        answer(0, List.of(Optional.of(List.of())));
        await().until(() -> book.together.size() == 3);
        assertThat(shards(book.together.get(2))).containsExactly(2, 3, 4);
        assertThat(book.together.get(2).get(2).runs()).hasSize(2);
    }

    @Test
    void gathersWhatGoesTheSameWayWhateverEndsInBetween() {
        var commits = commits(true);
        add(commits, 1);
        add(commits, 2);
        loop.call(() -> {
            IntStream.range(3, 13).forEach(shard -> {
                var key = new Commits.Key(shard, "token", shard % 2 == 0);
                commits.add(key, List.of(Buffer.buffer("run"))).onSuccess(lanes -> ended.incrementAndGet());
            });
            return Future.succeededFuture();
        });
        answer(0, List.of(Optional.of(List.of())));
        answer(1, List.of(Optional.of(List.of())));
        await().until(() -> book.together.size() == 4);
        assertThat(shards(book.together.get(2))).containsExactly(3, 5, 7, 9, 11);
        assertThat(shards(book.together.get(3))).containsExactly(4, 6, 8, 10, 12);
    }

    @Test
    void triesEachAloneWhenTheyFailTogether() {
        add(commits(true), 1, 2);
        await().until(() -> book.together.size() == 1);
        loop.call(() -> {
            book.answers.get(0).fail("away");
            return Future.succeededFuture();
        });
        await().until(() -> ended.get() == 2);
        assertThat(shards(book.alone)).containsExactly(1, 2);
    }

    @Test
    void triesOnlyTheRefusedOneAlone() {
        add(commits(true), 1, 2);
        await().until(() -> book.together.size() == 1);
        answer(0, List.of(Optional.of(List.of()), Optional.empty()));
        await().until(() -> ended.get() == 2);
        assertThat(shards(book.alone)).containsExactly(2);
    }

    @Test
    void keepsShardsApartWhereAScriptMayTouchOneSlotOnly() {
        add(commits(false), 1, 2, 1);
        await().until(() -> ended.get() == 3);
        assertThat(shards(book.alone)).containsExactly(1, 2);
        assertThat(book.together).isEmpty();
    }

    @Test
    void takesNoMoreRunsOfAShardIntoOneLedgerEntryThanAreGoodForIt() {
        add(commits(true), new int[30]);
        await().until(() -> book.together.size() == 1);
        assertThat(book.together.get(0))
                .extracting(batch -> batch.runs().size())
                .containsExactly(16, 14);
    }

    @Test
    void keepsAScriptShortHoweverManyRunsWait() {
        add(commits(true), IntStream.range(0, 64).toArray());
        await().until(() -> book.together.size() == 2);
        assertThat(book.together).extracting(List::size).containsExactly(24, 24);
        answer(0, Collections.nCopies(24, Optional.of(List.of())));
        await().until(() -> book.together.size() == 3);
        assertThat(shards(book.together.get(2))).hasSize(16);
    }
}
