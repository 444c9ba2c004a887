package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Puts letters back, one at a time, with a pause after each that keeps it below its rate.
 *
 * <p>First the letter is noted as about to go, then the inbox takes it, then it is marked. Cut off before the mark it still
 * waits; putting the same death back a second time is a repeat to the inbox, and the mark is made up for.
 */
final class RedriveRun {
    /** Ids in memory at once; bodies are fetched one by one. */
    private static final int PAGE = 100;

    private static final int TRIES_MAX = 3;
    private static final long AGAIN_MS = 1000;
    /** So many letters in a row that nobody takes: something is wrong that waiting here does not mend. */
    private static final int REFUSED_MAX = 3;

    private final Parts parts;
    private final Job job;
    private final long pauseMs;
    private final ArrayDeque<Letter> queue = new ArrayDeque<>();
    private final Promise<Void> ended = Promise.promise();
    private Cursor last = Cursor.FIRST;
    private int tries;
    private int refusedInARow;

    /** What a run works with. */
    record Parts(Vertx vertx, LetterStore store, Inbox inbox, DeadMetrics metrics, Clock clock) {}

    RedriveRun(Parts parts, Job job, int perSecond) {
        this.parts = parts;
        this.job = job;
        this.pauseMs = 1000L / perSecond;
    }

    /** Completes when the job is over, and never fails. */
    Future<Void> run() {
        next();
        return ended.future();
    }

    /** By a timer each time, not by a chain of futures as long as the letters are many. */
    private void next() {
        var letter = job.over() ? null : queue.peek();
        if (letter != null) {
            redrive(letter).onSuccess(done -> settled()).onFailure(this::failed);
        } else if (job.over()) {
            ended.complete();
        } else {
            parts.store
                    .earliest(job.filter(), last, PAGE)
                    .onSuccess(this::filled)
                    .onFailure(this::failed);
        }
    }

    private void filled(List<Letter> letters) {
        if (letters.isEmpty()) {
            job.end(parts.clock.instant());
        } else {
            queue.addAll(letters);
            last = letters.get(letters.size() - 1).cursor();
            tries = 0;
        }
        next();
    }

    private Future<Void> redrive(Letter letter) {
        return parts.store.find(letter.id()).compose(found -> redrive(letter, found));
    }

    /** What died again or was settled since its page was read is none of this job's any more. */
    private Future<Void> redrive(Letter letter, Optional<StoredLetter> found) {
        var same = found.filter(stored -> stored.letter().equals(letter));
        if (same.isEmpty()) return Future.succeededFuture();
        return Future.succeededFuture(same.get())
                .map(Reissue::of)
                .compose(event -> parts.store.redriving(letter).map(event))
                .compose(event -> parts.inbox.accept(List.of(event)))
                .compose(RedriveRun::taken)
                .compose(taken -> parts.store.redriven(letter, letter.redrives() + 1, parts.clock.instant()))
                .onSuccess(marked -> put());
    }

    /** One that the inbox had before was put back by a job that was cut off. */
    private static Future<Void> taken(List<Receipt> receipts) {
        if (!receipts.contains(Receipt.FAILED)) return Future.succeededFuture();
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "the inbox did not take a letter"));
    }

    private void put() {
        job.did(1);
        parts.metrics.redriven();
    }

    private void settled() {
        refusedInARow = 0;
        goOn(pauseMs);
    }

    private void goOn(long afterMs) {
        queue.poll();
        tries = 0;
        later(afterMs);
    }

    private void later(long afterMs) {
        if (job.over()) next();
        else parts.vertx.timer(Math.max(1, afterMs)).onComplete(fired -> next());
    }

    private void failed(Throwable cause) {
        if (cause instanceof IllegalArgumentException) skipUnreadable();
        else if (++tries < TRIES_MAX) later(AGAIN_MS);
        else skipRefused(cause);
    }

    private void skipUnreadable() {
        job.skipped();
        parts.metrics.unreadable();
        goOn(pauseMs);
    }

    private void skipRefused(Throwable cause) {
        if (queue.isEmpty() || ++refusedInARow >= REFUSED_MAX) {
            job.fail(parts.clock.instant(), why(cause));
        } else {
            job.skipped();
            parts.metrics.refused();
        }
        goOn(AGAIN_MS);
    }

    /** Only texts that we wrote. */
    private static String why(Throwable cause) {
        return cause instanceof GatewayException known
                ? String.valueOf(known.getMessage())
                : "a defect of ours: " + cause.getClass().getSimpleName();
    }
}
