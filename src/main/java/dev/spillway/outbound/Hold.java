package dev.spillway.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether one operation of one destination is held.
 *
 * <pre>
 *            an outcome config, or a probe                  resumed, or a trial that went well
 *   flowing ───────────────────────────────► held ──────────────────────────────────────────────► flowing
 *                                            │  ▲
 *                                   trial ───┘  └── config again: the next one later
 * </pre>
 *
 * <p>A trial is one delivery or look-up of all nodes, after a second, then after twice as long, and so on: one record that nothing
 * fits must not stop all others. Whose outcome was {@code config} while a trial of another went well is to blame itself when it is
 * so again, and holds nobody up. What a probe has found is tried by probes only.
 */
final class Hold {
    private static final Duration FIRST_TRIAL = Duration.ofSeconds(1);

    /** Deliveries whose outcome was odd; enough to tell a few odd records from a change of the backend. */
    private static final int SUSPECTS_MAX = 100;

    private final String operation;
    private final Clock clock;
    private final Duration trialsMax;
    private final Set<String> suspects = new LinkedHashSet<>();
    private final Duration trialMost;
    private Trials trials = Trials.alone();
    private @Nullable Held held;
    private Instant askAt = Instant.EPOCH;
    private Instant turnEnds = Instant.EPOCH;
    private boolean asking;
    private boolean trying;

    /** The leave to try. */
    record Pass(String operation, boolean trial) {}

    /**
     * Flows.
     *
     * @param trialsMax the longest time between two trials
     * @param trialMost how long one takes at most
     */
    Hold(String operation, Clock clock, Duration trialsMax, Duration trialMost) {
        this.operation = operation;
        this.clock = clock;
        this.trialsMax = trialsMax;
        this.trialMost = trialMost;
    }

    /** Trials are made in turn with others from now on. */
    void inTurn(Trials all) {
        trials = all;
    }

    /** Leave to try; empty while it is held and no trial is this node's. */
    Optional<Pass> pass() {
        if (held == null) return Optional.of(new Pass(operation, false));
        if (held.byProbe() || trying) return Optional.empty();
        if (!hasTurn() && !asking && !clock.instant().isBefore(askAt)) ask();
        if (!hasTurn()) return Optional.empty();
        trying = true;
        turnEnds = Instant.EPOCH;
        return Optional.of(new Pass(operation, true));
    }

    private boolean hasTurn() {
        return clock.instant().isBefore(turnEnds);
    }

    /**
     * A turn is good for as long as a trial may take, and nobody else gets one before that trial, too, must have ended. While
     * nobody can be asked each node tries for itself: what goes out then are look-ups of people who wait.
     */
    private void ask() {
        asking = true;
        var now = clock.instant();
        askAt = now.plus(FIRST_TRIAL);
        trials.claim(operation, trialMost.multipliedBy(2)).onComplete(answer -> {
            asking = false;
            if (held != null && (answer.failed() || answer.result())) turnEnds = now.plus(trialMost);
        });
    }

    /** A try with this leave has ended. */
    void ended(Pass pass) {
        if (!pass.trial()) return;
        trying = false;
        next(FIRST_TRIAL);
    }

    private void next(Duration wait) {
        askAt = clock.instant().plus(wait);
        trials.next(operation, wait);
    }

    /** As long again as it has been held by now: all nodes know since when. */
    private Duration gap() {
        var age = held == null ? Duration.ZERO : Duration.between(held.since(), clock.instant());
        var gap = age.isNegative() ? FIRST_TRIAL : age.plus(FIRST_TRIAL);
        return gap.compareTo(trialsMax) < 0 ? gap : trialsMax;
    }

    /** Whether it is known that a delivery itself is to blame. */
    boolean blames(String id) {
        return held == null && suspects.contains(id);
    }

    /** A try ended in {@code config}, or a probe found that something is missing. */
    void misfit(Pass pass, String id, Held found) {
        suspect(id);
        if (held == null) begin(found);
        else if (pass.trial()) next(gap());
    }

    private void suspect(String id) {
        if (!id.isEmpty()) suspects.add(id);
        if (suspects.size() > SUSPECTS_MAX) suspects.remove(suspects.iterator().next());
    }

    /** Held from now on, or, as others say, for another reason. */
    void begin(Held found) {
        if (held == null) askAt = clock.instant().plus(FIRST_TRIAL);
        held = found;
    }

    /** Flows again; those to blame are remembered. */
    void end() {
        held = null;
        turnEnds = Instant.EPOCH;
    }

    /** Somebody has acted: nobody is to blame for what was before. */
    void forgive() {
        end();
        suspects.clear();
    }

    /** Null while it flows. */
    @Nullable
    Held held() {
        return held;
    }
}
