package dev.spillway.outbound;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Progress;
import dev.spillway.connector.Step;
import dev.spillway.event.CallbackData;
import dev.spillway.event.Deadline;
import dev.spillway.gate.Permit;
import dev.spillway.gate.Sends;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends a delivery, or several in one call, by the operations of a destination's connector. */
final class Sending {
    /** More than clocks of one house that are looked after. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

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
        var bookmark = new Bookmark(destination, lanes, attempt);
        var operation = operation(attempt, bookmark.read());
        return run(List.of(attempt), () -> destination.connector().begin(operation), bookmark);
    }

    /** Sends several in one call; empty if they cannot go together. */
    Optional<Future<Sent>> together(Company company, List<Attempt> group) {
        var operations = group.stream()
                .map(attempt -> operation(attempt, Optional.empty()))
                .toList();
        return company.begin(destination.connector(), operations).map(begin -> run(group, begin, Keeping.NONE));
    }

    private Future<Sent> run(List<Attempt> group, Supplier<Step> begin, Keeping keeping) {
        var since = System.nanoTime();
        var deadline = Deadline.after(clock, destination.settings().operationTimeout());
        var leave = new Leave(
                deadline,
                group.get(0).delivery().priority(),
                () -> group.stream().allMatch(lanes::mayLeave));
        return destination
                .runner()
                .run(begin, leave, keeping)
                .map(ending -> new Sent(ending, Duration.ofNanos(System.nanoTime() - since)));
    }

    /** At the attempt's end at the latest, and if the clocks of Redis, which told when the first began, and ours differ. */
    private Duration age(Attempt attempt, Instant now) {
        return Duration.between(attempt.since(), now)
                .plus(destination.settings().operationTimeout())
                .plus(CLOCKS_APART);
    }

    /** What was kept and says nothing any more says at least that something was written: as ambiguous as it can be. */
    private Operation operation(Attempt attempt, Optional<Progress> progress) {
        var known = progress.isPresent() || attempt.progress().isEmpty() ? attempt : attempt.asAmbiguous();
        return operation(known, progress.orElse(null));
    }

    private Operation operation(Attempt attempt, @Nullable Progress progress) {
        var delivery = attempt.delivery();
        var now = clock.instant();
        var context = new Operation.Context(
                delivery.event().value(),
                delivery.id(),
                new CallbackData(attempt.shard(), delivery.id()).text(),
                delivery.locale(),
                attempt.number(),
                attempt.ambiguous(),
                now,
                age(attempt, now),
                progress,
                Operation.Terms.within(destination.settings().operationTimeout()));
        return attempt.permit() instanceof Permit.Instead other
                ? new Operation(Sends.TEMPLATE, Sends.instead(delivery.input(), other.template()), context)
                : new Operation(delivery.operation(), delivery.input(), context);
    }
}
