package dev.spillway.faults;

import dev.spillway.faults.Finding.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of one round, or of several.
 *
 * @param repeated deliveries that came again, under the same key, after they had taken effect
 * @param repeatedMax as many as were out when faults struck
 * @param recoveryMs the longest; -1 = none was told
 */
record Verdict(
        int accepted, List<Finding> findings, int repeated, long repeatedMax, int kills, long recoveryMs, long seed) {
    private static final long RECOVERY_MS_MAX = 10_000;

    Verdict {
        findings = List.copyOf(findings);
    }

    Verdict and(Verdict other) {
        var all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new Verdict(
                accepted + other.accepted,
                all,
                repeated + other.repeated,
                repeatedMax + other.repeatedMax,
                kills + other.kills,
                Math.max(recoveryMs, other.recoveryMs),
                seed);
    }

    long count(Breach breach) {
        return findings.stream().filter(one -> one.breach() == breach).count();
    }

    /** Nothing lost, nothing twice, nothing out of order, and no more repeats than the faults explain. */
    boolean holds() {
        return findings.isEmpty() && repeated <= repeatedMax;
    }

    boolean recoversInTime() {
        return recoveryMs <= RECOVERY_MS_MAX;
    }

    /** The last line, for machines. */
    String line() {
        return String.format(
                Locale.ROOT,
                "accepted=%d lost=%d doubled=%d misordered=%d repeated_same_key=%d kills=%d recovery_max_s=%.1f seed=%d",
                accepted,
                count(Breach.LOST),
                count(Breach.DOUBLED),
                count(Breach.MISORDERED),
                repeated,
                kills,
                Math.max(0, recoveryMs) / 1000.0,
                seed);
    }
}
