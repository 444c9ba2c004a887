package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.event.Deadline;
import dev.spillway.event.GatewayException;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Grant;
import dev.spillway.limit.Rate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BucketOutboundTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound next = new FakeOutbound();
    private final List<Integer> asked = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Promise<Grant> answer = Promise.promise();
    private final BucketOutbound bucket = bucket(new Rate(10, 10));

    @Test
    void asksOnceForAllWhoWaitWhileAQuestionIsUnderWay() {
        for (int i = 0; i < 5; i++) send(Priority.NORMAL);

        assertThat(asked).containsExactly(1);
        grant(1, Duration.ZERO);
        assertThat(asked).containsExactly(1, 4);
    }

    @Test
    void letsThroughAsManyAsThereAreTokensLookupsFirst() {
        send(Priority.BULK);
        send(Priority.NORMAL);
        send(Priority.INTERACTIVE);

        grant(2, Duration.ofMillis(100));

        assertThat(next.sent)
                .extracting(FakeOutbound.Sent::priority)
                .containsExactly(Priority.INTERACTIVE, Priority.NORMAL);
    }

    @Test
    void asksAgainNotBeforeTheWaitIsOver() {
        send(Priority.NORMAL);
        grant(0, Duration.ofMillis(100));
        send(Priority.NORMAL);

        time.passMs(99);
        assertThat(asked).hasSize(1);
        time.passMs(1);
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void asksForNothingWhenNobodyWaitsAnyMore() {
        send(Priority.NORMAL);
        grant(1, Duration.ofMillis(100));

        time.passMs(500);

        assertThat(asked).hasSize(1);
        send(Priority.NORMAL);
        assertThat(asked).hasSize(2);
    }

    @Test
    void refusesAtTheDeadline() {
        var waiting = send(Priority.NORMAL);
        grant(0, Duration.ofSeconds(6));

        time.passMs(1000);

        assertThat(waiting.cause()).hasMessage("no token: the deadline has passed");
        assertThat(next.sent).isEmpty();
    }

    @Test
    void refusesEverybodyAtOnceWhileTheBucketIsAway() {
        var waiting = send(Priority.NORMAL);

        answer.fail(new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available"));

        assertThat(waiting.cause()).hasMessage("no token: the bucket cannot be reached");
        send(Priority.NORMAL);
        assertThat(asked).hasSize(2);
    }

    @Test
    void wantsNoMoreWorkAheadThanGetsItsTokenWithinASecond() {
        var woken = new AtomicInteger();
        bucket.onFree(woken::incrementAndGet);
        for (int i = 0; i < 10; i++) send(Priority.NORMAL);

        assertThat(bucket.free()).isZero();
        grant(1, Duration.ofMillis(100));
        assertThat(bucket.free()).isEqualTo(1);
        assertThat(woken).hasValue(1);
        assertThat(bucket(new Rate(1, 1 / 6.0)).free()).isEqualTo(1);
    }

    @Test
    void timesHowLongCallsWaited() {
        send(Priority.NORMAL);
        grant(1, Duration.ZERO);

        assertThat(registry.get("gateway.outbound.token.wait").timer().count()).isEqualTo(1);
    }

    private BucketOutbound bucket(Rate rate) {
        var line = new WaitLine("no token", 20, time);
        var source = new BucketOutbound.Source("erp", rate, (name, asRate, max) -> ask(max), line, time);
        return new BucketOutbound(next, source, new OutboundMetrics(registry, "erp"));
    }

    private Future<Grant> ask(int max) {
        asked.add(max);
        answer = Promise.promise();
        return answer.future();
    }

    private void grant(int tokens, Duration wait) {
        answer.complete(new Grant(tokens, wait));
    }

    private Future<HttpReply> send(Priority priority) {
        return bucket.send(Samples.read(), Samples.leave(Deadline.after(time, Duration.ofSeconds(1)), priority));
    }
}
