package dev.spillway.outbound;

import dev.spillway.connector.Operation;
import dev.spillway.event.CallbackData;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends a delivery, or several as one, by the operations of a destination's connector. */
final class Sending {
    private final Destination destination;
    private final Lanes lanes;
    private final Clock clock;

    /** How it ended, and how long it took. */
    record Sent(Ending ending, Duration took) {}

    Sending(Destination destination, Lanes lanes, Clock clock) {
        this.destination = destination;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Sends one. */
    Future<Sent> send(Attempt attempt) {
        return run(List.of(attempt), attempt.delivery().input());
    }

    /** Sends several as one, under the key of the first; empty if they cannot be joined. */
    Optional<Future<Sent>> together(List<Attempt> group) {
        var joining = destination.connector().joining(group.get(0).delivery().operation());
        if (joining == null) return Optional.empty();
        var inputs = group.stream().map(attempt -> attempt.delivery().input()).toList();
        return joining.join(inputs).map(input -> run(group, input));
    }

    private Future<Sent> run(List<Attempt> group, Map<String, Object> input) {
        var first = group.get(0);
        var since = System.nanoTime();
        var deadline = Deadline.after(clock, destination.settings().operationTimeout());
        var leave = new Leave(
                deadline, first.delivery().priority(), () -> group.stream().allMatch(lanes::mayLeave));
        return destination
                .runner()
                .run(operation(first, input), leave)
                .map(ending -> new Sent(ending, Duration.ofNanos(System.nanoTime() - since)));
    }

    private Operation operation(Attempt attempt, Map<String, Object> input) {
        var delivery = attempt.delivery();
        var context = new Operation.Context(
                delivery.event().value(),
                delivery.id(),
                new CallbackData(attempt.shard(), delivery.id()).text(),
                delivery.locale(),
                attempt.number(),
                attempt.ambiguous(),
                clock.instant());
        return new Operation(delivery.operation(), input, context);
    }
}
