package dev.spillway.inbox;

import static dev.spillway.inbox.Receipt.ACCEPTED;
import static dev.spillway.inbox.Receipt.DUPLICATE;
import static dev.spillway.inbox.Receipt.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.support.Events;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SafeInboxTest {
    private final List<Event> overflowed = new ArrayList<>();
    private final Inbox overflow = events -> {
        overflowed.addAll(events);
        return Future.succeededFuture(Collections.nCopies(events.size(), ACCEPTED));
    };

    private static Future<List<Receipt>> away(List<Event> events) {
        return failed(GatewayException.Kind.UNAVAILABLE);
    }

    private static SafeInbox trusting(Inbox redis, Inbox overflow) {
        return new SafeInbox(redis, overflow, () -> true);
    }

    private static Future<List<Receipt>> failed(GatewayException.Kind kind) {
        return Future.failedFuture(new GatewayException(kind, "for the test"));
    }

    private static List<Event> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Events.message("e" + i, "5215550104321", 8))
                .toList();
    }

    private static GatewayException.Kind kind(Future<?> failed) {
        return ((GatewayException) failed.cause()).kind();
    }

    @Property
    void givesTheOverflowExactlyWhatRedisDidNotTake(@ForAll @Size(min = 1, max = 20) List<Receipt> fromRedis) {
        overflowed.clear();
        var events = events(fromRedis.size());
        var receipts = trusting(all -> Future.succeededFuture(fromRedis), overflow)
                .accept(events)
                .result();
        for (var i = 0; i < events.size(); i++) {
            var failed = fromRedis.get(i) == FAILED;
            assertThat(receipts.get(i)).isEqualTo(failed ? ACCEPTED : fromRedis.get(i));
            assertThat(overflowed.contains(events.get(i))).isEqualTo(failed);
        }
    }

    @Test
    void givesTheOverflowAllWhileRedisIsAway() {
        var events = events(3);
        assertThat(trusting(SafeInboxTest::away, overflow).accept(events).result())
                .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);
        assertThat(overflowed).containsExactlyElementsOf(events);
    }

    @Test
    void asksNothingOfARedisThatBreaksItsRules() {
        Inbox forbidden = events -> {
            throw new AssertionError("asked");
        };
        var inbox = new SafeInbox(forbidden, overflow, () -> false);
        assertThat(inbox.accept(events(1)).result()).containsExactly(ACCEPTED);
    }

    @Test
    void failsWhileBothAreAway() {
        var answer = trusting(SafeInboxTest::away, SafeInboxTest::away).accept(events(2));
        assertThat(kind(answer)).isEqualTo(GatewayException.Kind.UNAVAILABLE);
    }

    @Test
    void keepsWhatRedisTookWhileTheOverflowIsAway() {
        Inbox half = events -> Future.succeededFuture(List.of(DUPLICATE, FAILED));
        assertThat(trusting(half, SafeInboxTest::away).accept(events(2)).result())
                .containsExactly(DUPLICATE, FAILED);
    }

    @Test
    void passesOverloadOnInsteadOfMovingItToPostgres() {
        Inbox busy = events -> failed(GatewayException.Kind.OVERLOADED);
        var answer = trusting(busy, overflow).accept(events(1));
        assertThat(kind(answer)).isEqualTo(GatewayException.Kind.OVERLOADED);
        assertThat(overflowed).isEmpty();
    }
}
