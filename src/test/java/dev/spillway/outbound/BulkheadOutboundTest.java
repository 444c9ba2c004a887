package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkheadOutboundTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound next = new FakeOutbound();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BulkheadOutbound bulkhead =
            new BulkheadOutbound(next, 2, new WaitLine("no slot", 2, time), new OutboundMetrics(registry, "erp"));

    @Test
    void letsNoMoreThroughThanItsConcurrency() {
        for (int i = 0; i < 4; i++) send(Priority.NORMAL);

        assertThat(next.sent).hasSize(2);
        assertThat(registry.get("gateway.outbound.waiting.calls").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void givesAFreedSlotToTheLookupFirst() {
        for (int i = 0; i < 3; i++) send(Priority.NORMAL);
        send(Priority.INTERACTIVE);

        next.sent.get(0).answer(200);

        assertThat(next.last().priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(next.sent).hasSize(3);
    }

    @Test
    void freesASlotWhateverTheEnding() {
        var woken = new AtomicInteger();
        bulkhead.onFree(woken::incrementAndGet);
        send(Priority.NORMAL);
        send(Priority.NORMAL);
        assertThat(bulkhead.free()).isZero();

        next.sent.get(0).fail(CallFailure.Kind.NO_ANSWER);
        next.sent.get(1).answer(500);

        assertThat(bulkhead.free()).isEqualTo(2);
        assertThat(woken).hasValue(2);
    }

    @Test
    void refusesBeyondItsQueue() {
        for (int i = 0; i < 4; i++) send(Priority.NORMAL);

        assertThat(send(Priority.NORMAL).cause()).hasMessage("no slot: the queue is full");
    }

    @Test
    void forgetsWhoWaitedTooLong() {
        for (int i = 0; i < 2; i++) send(Priority.NORMAL);
        var waiting = send(Priority.NORMAL);

        time.passMs(1000);
        next.sent.get(0).answer(200);

        assertThat(waiting.failed()).isTrue();
        assertThat(next.sent).hasSize(2);
        assertThat(bulkhead.free()).isEqualTo(1);
    }

    private Future<HttpReply> send(Priority priority) {
        return bulkhead.send(Samples.read(), Samples.leave(Deadline.after(time, Duration.ofSeconds(1)), priority));
    }
}
