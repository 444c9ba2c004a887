package dev.spillway.outbound;

import dev.spillway.limit.Backoff;
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
 * <p>A trial is one delivery or look-up, after a second, then more and more seldom: one record that nothing fits must not stop
 * all others. Whose outcome was {@code config} while a trial of another went well is to blame itself when it is so again, and
 * holds nobody up. What a probe has found is tried by probes only.
 */
final class Hold {
    private static final Duration FIRST_TRIAL = Duration.ofSeconds(1);

    /** Deliveries whose outcome was odd; enough to tell a few odd records from a change of the backend. */
    private static final int SUSPECTS_MAX = 100;

    private final String operation;
    private final Clock clock;
    private final Duration trialsMax;
    private final Set<String> suspects = new LinkedHashSet<>();
    private @Nullable Held held;
    private Instant trialAt = Instant.EPOCH;
    private int trials;
    private boolean trying;

    /** The leave to try. */
    record Pass(String operation, boolean trial) {}

    /** @param trialsMax the longest time between two trials */
    Hold(String operation, Clock clock, Duration trialsMax) {
        this.operation = operation;
        this.clock = clock;
        this.trialsMax = trialsMax;
    }

    /** Leave to try; empty while it is held and no trial is due. */
    Optional<Pass> pass() {
        if (held == null) return Optional.of(new Pass(operation, false));
        if (held.byProbe() || trying || clock.instant().isBefore(trialAt)) return Optional.empty();
        trying = true;
        return Optional.of(new Pass(operation, true));
    }

    /** A try with this leave has ended. */
    void ended(Pass pass) {
        if (!pass.trial()) return;
        trying = false;
        trialAt = clock.instant().plus(FIRST_TRIAL);
    }

    /** Whether it is known that a delivery itself is to blame. */
    boolean blames(String id) {
        return held == null && suspects.contains(id);
    }

    /** A try ended in {@code config}, or a probe found that something is missing. */
    void misfit(Pass pass, String id, Held found) {
        suspect(id);
        if (held == null) begin(found);
        else if (pass.trial()) trialAt = clock.instant().plus(Backoff.growing(FIRST_TRIAL, 2, ++trials + 1, trialsMax));
    }

    private void suspect(String id) {
        if (!id.isEmpty()) suspects.add(id);
        if (suspects.size() > SUSPECTS_MAX) suspects.remove(suspects.iterator().next());
    }

    /** Held from now on, or, as others say, for another reason. */
    void begin(Held found) {
        if (held == null) {
            trials = 0;
            trialAt = clock.instant().plus(FIRST_TRIAL);
        }
        held = found;
    }

    /** Flows again; those to blame are remembered. */
    void end() {
        held = null;
    }

    /** Somebody has acted: nobody is to blame for what was before. */
    void forgive() {
        held = null;
        suspects.clear();
    }

    /** Null while it flows. */
    @Nullable
    Held held() {
        return held;
    }
}
