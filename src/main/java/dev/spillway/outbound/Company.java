package dev.spillway.outbound;

import dev.spillway.connector.Batching;
import dev.spillway.connector.Connector;
import dev.spillway.connector.Joining;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** In which company deliveries of an operation go out: several in one call. */
sealed interface Company {
    /** Null if each goes alone. */
    static @Nullable Company of(Connector connector, String operation) {
        var batching = connector.batching(operation);
        if (batching != null) return new Batched(batching);
        var joining = connector.joining(operation);
        return joining == null ? null : new Joined(joining);
    }

    /** So many at most. */
    int max();

    /** How many characters their inputs may have together: what is more is bound to be refused, or too much to map. */
    int charsMax();

    /** How long one still waits for others. */
    Duration wait(Instant acceptedAt, Instant now);

    /** How long the first waits for the others whose turn comes with its own. */
    Duration linger();

    /** Whether it may go with others at all: what has been done halfway, alone, is finished alone. */
    boolean takes(Attempt attempt);

    /** Whether it may go with this one. */
    boolean belongs(Attempt first, Attempt next);

    /** Takes those that may go with one that is out. */
    Future<List<Attempt>> more(Lanes lanes, Attempt first, int max);

    /** The first step of all together; empty if they cannot go together after all. */
    Optional<Supplier<Step>> begin(Connector connector, List<Operation> operations);

    /** Whether it is worth while to try them in other company, or alone. */
    boolean isRefused(Ending ending);

    /** In which company to try then. */
    List<List<Attempt>> parts(List<Attempt> refused);

    /**
     * Of one contact and one target, become one. Those that may have arrived once go with their like only, so that the same
     * ones come together again under the same key.
     */
    record Joined(Joining joining) implements Company {
        @Override
        public int max() {
            return joining.max();
        }

        /** A joined note must fit into what a backend takes as one. */
        @Override
        public int charsMax() {
            return 48 * 1024;
        }

        /** A clock that is behind must not make anybody wait longer than the window. */
        @Override
        public Duration wait(Instant acceptedAt, Instant now) {
            var left = joining.window().minus(Duration.between(acceptedAt, now));
            return left.compareTo(joining.window()) > 0 ? joining.window() : left;
        }

        @Override
        public Duration linger() {
            return Duration.ZERO;
        }

        @Override
        public boolean takes(Attempt attempt) {
            return attempt.progress().isEmpty() && !target(attempt).isEmpty();
        }

        @Override
        public boolean belongs(Attempt first, Attempt next) {
            return next.progress().isEmpty()
                    && first.ambiguous() == next.ambiguous()
                    && target(first).equals(target(next));
        }

        private String target(Attempt attempt) {
            return joining.target(attempt.delivery().input());
        }

        @Override
        public Future<List<Attempt>> more(Lanes lanes, Attempt first, int max) {
            return lanes.more(first, max);
        }

        @Override
        public Optional<Supplier<Step>> begin(Connector connector, List<Operation> operations) {
            var first = operations.get(0);
            var inputs = operations.stream().map(Operation::input).toList();
            return joining.join(inputs)
                    .map(input -> () -> connector.begin(new Operation(first.name(), input, first.context())));
        }

        @Override
        public boolean isRefused(Ending ending) {
            return ending.outcome().kind() == Outcome.Kind.INVALID;
        }

        /** Each alone, in their order. */
        @Override
        public List<List<Attempt>> parts(List<Attempt> refused) {
            return refused.stream().map(List::of).toList();
        }
    }

    /** Of different contacts, stay what they are. One that may have arrived once and must be looked for goes alone. */
    record Batched(Batching batching) implements Company {
        @Override
        public int max() {
            return batching.max();
        }

        @Override
        public int charsMax() {
            return 96 * 1024;
        }

        /** Until the end of the stretch of time it was accepted in: those of one stretch have their turn together. */
        @Override
        public Duration wait(Instant acceptedAt, Instant now) {
            var stretch = batching.window().toMillis();
            if (stretch == 0) return Duration.ZERO;
            var end = (Math.floorDiv(acceptedAt.toEpochMilli(), stretch) + 1) * stretch;
            return Duration.ofMillis(Math.min(stretch, end - now.toEpochMilli()));
        }

        /** Each was put back by a call of its own: their turns are some milliseconds apart. */
        @Override
        public Duration linger() {
            return batching.window().isZero() ? Duration.ZERO : Duration.ofMillis(20);
        }

        @Override
        public boolean takes(Attempt attempt) {
            if (!attempt.progress().isEmpty() || (attempt.ambiguous() && !batching.repeatable())) return false;
            return batching.takes(attempt.delivery().input());
        }

        @Override
        public boolean belongs(Attempt first, Attempt next) {
            return takes(next);
        }

        @Override
        public Future<List<Attempt>> more(Lanes lanes, Attempt first, int max) {
            return lanes.alike(first, max);
        }

        @Override
        public Optional<Supplier<Step>> begin(Connector connector, List<Operation> operations) {
            return Optional.of(() -> batching.begin(operations));
        }

        @Override
        public boolean isRefused(Ending ending) {
            return ending.refusedWhole();
        }

        /** In halves: one bad piece among a hundred is found in fourteen calls, not in a hundred. */
        @Override
        public List<List<Attempt>> parts(List<Attempt> refused) {
            var middle = refused.size() / 2;
            return List.of(refused.subList(0, middle), refused.subList(middle, refused.size()));
        }
    }
}
