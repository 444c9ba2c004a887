package dev.spillway.whatsapp;

import dev.spillway.connector.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an error code, or a range of them, means and leads to.
 *
 * @param first lowest code
 * @param last highest code
 * @param meaning in our words, without personal data
 * @param outcome how the send ended
 * @param retryAfter not before; null leaves it to the lane's backoff
 * @param advice what a person should do
 */
public record Reaction(
        int first,
        int last,
        String meaning,
        Outcome.Kind outcome,
        @Nullable Duration retryAfter,
        String advice) {
    public Reaction {
        if (first < 0 || last < first)
            throw new IllegalArgumentException("codes must be n or n-m, was " + first + "-" + last);
        if (meaning.isBlank()) throw new IllegalArgumentException("the meaning must not be empty");
        if (outcome == Outcome.Kind.DONE) throw new IllegalArgumentException("an error cannot lead to DONE");
    }
}
