package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.Position;
import dev.spillway.support.Events;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShardQueueTest {
    private static final Duration HOLD_MAX = Duration.ofSeconds(30);
    private static final Event FIRST = Events.message("e0", "521", 4);
    private static final Event SLOW = Events.message("e2", "522", 4);
    private static final Event SECOND = Events.message("e1", "521", 4);

    private final Vertx vertx = Vertx.vertx();
    private final Promise<Ended> slow = Promise.promise();
    private final List<Work> ran = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ShardQueue queue = new ShardQueue(new ShardQueue.Hands(
            this::run,
            work -> {},
            from -> {},
            (each, row) -> {},
            () -> {},
            new Holding(vertx, clock(), HOLD_MAX, new DispatchMetrics(new SimpleMeterRegistry())),
            new InFlight(100)));

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    /** The first event fails; what waits runs until it is told to end. */
    private Future<Ended> run(Work work) {
        ran.add(work);
        if (work.event().id().equals(SLOW.id())) return slow.future();
        var failing = work.event().id().equals(FIRST.id());
        return Future.succeededFuture(failing ? Ended.PUT_OFF : Ended.DONE);
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    private void offer(Event event, String position) {
        queue.offer(Work.ofInbox(new Entry(Position.parse(position), event, false)));
    }

    @Test
    void keepsAnEventBehindOneThatFails() {
        offer(FIRST, "1-0");
        offer(SECOND, "2-0");
        assertThat(ran).hasSize(1);
    }

    /** Two servers that were master at once may have given one id to two events. */
    @Test
    void runsAnotherEventOfTheSamePlaceAfterTheOneThatIsThere() {
        offer(SLOW, "1-0");
        offer(SECOND, "1-0");
        assertThat(ran).hasSize(1);
        slow.complete(Ended.DONE);
        assertThat(ran).extracting(Work::event).containsExactly(SLOW, SECOND);
    }

    /** Time is over when it is over, not when a timer says so a moment later. */
    @Test
    void saysThatAnEventPassesOneThatFailedForTooLongHoweverSoonItComes() {
        offer(FIRST, "1-0");
        now = now.plus(HOLD_MAX);
        offer(SECOND, "2-0");
        assertThat(ran).hasSize(2);
        assertThat(ran.get(1).passes()).isEqualTo(FIRST.id());
    }
}
