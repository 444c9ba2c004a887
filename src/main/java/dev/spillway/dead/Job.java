package dev.spillway.dead;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of work over many letters, as far as it has come. Belongs to one event loop. */
final class Job {
    private enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    private final String id;
    private final DeadAction action;
    private final DeadFilter filter;
    private final long count;
    private final Instant startedAt;
    private State state = State.RUNNING;
    private @Nullable Instant endedAt;
    private String why = "";
    private long done;
    private long skipped;

    Job(String id, DeadAction action, DeadFilter filter, long count, Instant startedAt) {
        this.id = id;
        this.action = action;
        this.filter = filter;
        this.count = count;
        this.startedAt = startedAt;
    }

    String id() {
        return id;
    }

    DeadAction action() {
        return action;
    }

    DeadFilter filter() {
        return filter;
    }

    boolean over() {
        return state != State.RUNNING;
    }

    void did(int letters) {
        done += letters;
    }

    void skipped() {
        skipped++;
    }

    void end(Instant at) {
        end(State.DONE, at, "");
    }

    void cancel(Instant at) {
        end(State.CANCELLED, at, "");
    }

    void fail(Instant at, String reason) {
        end(State.FAILED, at, reason);
    }

    private void end(State how, Instant at, String reason) {
        if (over()) return;
        state = how;
        endedAt = at;
        why = reason;
    }

    DeadJob view() {
        return new DeadJob(
                id,
                action.word(),
                filter.shown(),
                state.name().toLowerCase(Locale.ROOT),
                count,
                done,
                skipped,
                startedAt,
                endedAt,
                why);
    }
}
