package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.Page;
import dev.spillway.inbox.Position;
import dev.spillway.support.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An inbox with a queue behind it, read page by page out of a map. */
class ShardInboxTest {
    private static final int PAGE = 100;
    private static final String HOT = "5215550100001";

    private final Vertx vertx = Vertx.vertx();
    private final TreeMap<Position, Event> stream = new TreeMap<>();
    private final Map<Work, Promise<Ended>> running = new LinkedHashMap<>();
    private final List<Position> done = new ArrayList<>();
    private final ShardInbox inbox = new ShardInbox(0, new ShardQueue(hands()));

    private ShardQueue.Hands hands() {
        var holding = new Holding(
                vertx, Clock.systemUTC(), Duration.ofSeconds(30), new DispatchMetrics(new SimpleMeterRegistry()));
        return new ShardQueue.Hands(
                this::run,
                work -> {},
                from -> inbox().turnBack(from),
                (queue, row) -> {},
                () -> {},
                holding,
                new InFlight(10_000));
    }

    /** Not known yet where the hands are made. */
    private ShardInbox inbox() {
        return inbox;
    }

    private Future<Ended> run(Work work) {
        var promise = Promise.<Ended>promise();
        running.put(work, promise);
        return promise.future();
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void runsAllOfAContactThatHasVeryManyInTheirOrder() {
        accepted(HOT, 1_000);
        readAll();

        assertThat(done).hasSize(1_000).isSorted();
    }

    @Test
    void doesNotKeepTheOthersWaitingBehindAContactThatHasVeryMany() {
        accepted(HOT, 5_000);
        accepted("5215550100002", 1);
        var other = stream.lastKey();
        readAll();

        assertThat(done).hasSize(5_001);
        assertThat(done.indexOf(other)).as("ended before it").isLessThan(3_500);
        done.remove(other);
        assertThat(done).isSorted();
    }

    @Test
    void keepsTheOrderWhileMoreOfTheContactIsAccepted() {
        accepted(HOT, 500);
        open();
        for (var n = 0; n < 50; n++) {
            accepted(HOT, 7);
            read();
            endAll();
        }
        readAll();

        assertThat(done).hasSize(850).isSorted();
    }

    @Test
    void readsWhatItLeftWhenItBeginsAgain() {
        accepted(HOT, 200);
        open();
        read();
        inbox.recovering();
        readAll();

        assertThat(done).hasSize(200).isSorted();
    }

    private void accepted(String phone, int events) {
        for (var n = 0; n < events; n++) {
            var ms = stream.size() + done.size() + 1;
            stream.put(new Position(ms, 0), Events.message("m" + ms, phone, 1));
        }
    }

    private void open() {
        inbox.recovered();
        inbox.open();
    }

    private void readAll() {
        open();
        var rounds = 0;
        while (!stream.isEmpty() && rounds++ < 10_000) {
            read();
            endAll();
        }
    }

    private void read() {
        var entries = stream.tailMap(inbox.cursor(), false).entrySet().stream()
                .limit(PAGE)
                .map(each -> new Entry(each.getKey(), each.getValue(), false))
                .toList();
        if (entries.isEmpty()) {
            inbox.passed(false);
            return;
        }
        var last = entries.get(entries.size() - 1).position();
        inbox.readUpTo(last);
        entries.forEach(entry -> inbox.queue().offer(Work.ofInbox(entry)));
        inbox.passed(new Page(0, entries, List.of(), last, entries.size() == PAGE).full());
    }

    /** Runs end faster than pages are read. */
    private void endAll() {
        while (!running.isEmpty()) {
            var first = running.entrySet().iterator().next();
            running.remove(first.getKey());
            stream.remove(first.getKey().position());
            done.add(first.getKey().position());
            first.getValue().complete(Ended.DONE);
        }
    }
}
