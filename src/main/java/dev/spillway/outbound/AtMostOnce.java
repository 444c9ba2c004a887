package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Messages that rather do not arrive than twice: those meant to sell ({@code class: marketing}, or a template that Meta files so). One that may have arrived waits
 * for a status as long as others do; after that it ends as unknown, a dead letter that a person may send anew. Pure.
 */
final class AtMostOnce {
    /** What the ledger and dead letters call it. */
    static final String UNKNOWN = "unknown";

    private static final String MARKETING = "marketing";

    /** How the step of a letter ends that a person has put back. */
    private static final Pattern REDRIVEN = Pattern.compile("~\\d{1,9}$");

    private AtMostOnce() {}

    /** Whether an attempt must not be made: the message may have arrived, and nobody has asked for a second one. */
    static boolean forbids(Attempt attempt) {
        var delivery = attempt.delivery();
        if (!attempt.ambiguous() || !isMarketing(attempt)) return false;
        var asked = REDRIVEN.matcher(delivery.step()).find() && attempt.number() == 1;
        return !asked;
    }

    /** By its class, or because Meta files what goes as such. */
    private static boolean isMarketing(Attempt attempt) {
        var permit = attempt.permit();
        return MARKETING.equals(attempt.delivery().input().get("class")) || (permit != null && permit.isMarketing());
    }

    /** An attempt that was not made. */
    static Tried untried(Attempt attempt, Instant now) {
        var outcome = Outcome.of(Outcome.Kind.AMBIGUOUS, "no status told whether it arrived")
                .withCode(UNKNOWN);
        return new Tried(attempt, new Ending(outcome, false, false, 0), now, Duration.ZERO, 0);
    }

    /** What becomes of it. */
    static Verdict verdict() {
        return new Verdict.Dead(UNKNOWN + ": it may have arrived, and is sent at most once");
    }
}
