package dev.spillway.dead;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Drops letters, some at a time, by a timer each time: not by a chain of futures as long as the letters are many. */
final class DropRun {
    /** Rows a statement changes: some ten milliseconds, and a job can be cancelled after each. */
    private static final int BATCH = 500;

    private static final long PAUSE_MS = 20;

    private final RedriveRun.Parts parts;
    private final Job job;
    private final Promise<Void> ended = Promise.promise();

    DropRun(RedriveRun.Parts parts, Job job) {
        this.parts = parts;
        this.job = job;
    }

    /** Completes when the job is over, and never fails. */
    Future<Void> run() {
        next();
        return ended.future();
    }

    private void next() {
        if (job.over()) {
            ended.complete();
            return;
        }
        var now = parts.clock().instant();
        parts.store()
                .drop(job.filter(), BATCH, now)
                .onSuccess(this::dropped)
                .onFailure(cause -> job.fail(now, String.valueOf(cause.getMessage())))
                .onComplete(done -> goOn());
    }

    private void goOn() {
        if (job.over()) next();
        else parts.vertx().timer(PAUSE_MS).onComplete(fired -> next());
    }

    private void dropped(int letters) {
        job.did(letters);
        parts.metrics().dropped(letters);
        if (letters == 0) job.end(parts.clock().instant());
    }
}
