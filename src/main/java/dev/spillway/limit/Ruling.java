package dev.spillway.limit;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a claim got.
 *
 * @param delays one for each call that may go: how long from now, at most a tenth of a second
 * @param untilNext until it is worth asking again; zero if all may go
 * @param lacking the limit that lets no more go; null if all may go or nobody knows
 * @param marks by need: what its limit had spent after these; see {@link Limits#correct}
 */
public record Ruling(
        List<Duration> delays, Duration untilNext, @Nullable Limit lacking, List<Double> marks) {
    public Ruling {
        delays = List.copyOf(delays);
        marks = List.copyOf(marks);
    }

    /** Nothing for now. */
    static Ruling nothing(Duration wait) {
        return new Ruling(List.of(), wait, null, List.of());
    }

    /** All of them at once. */
    public static Ruling all(Claim claim) {
        return now(claim.count(), Duration.ZERO, null);
    }

    /** So many at once. */
    static Ruling now(int count, Duration untilNext, @Nullable Limit lacking) {
        return new Ruling(Collections.nCopies(count, Duration.ZERO), untilNext, lacking, List.of());
    }

    /** How many may go. */
    public int granted() {
        return delays.size();
    }
}
