package dev.spillway.whatsapp;

import dev.spillway.connector.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an error code, or a range of them, means and leads to.
 *
 * @param first lowest code
 * @param last highest code
 * @param wanted what the documentation wants done
 * @param meaning in our words, without personal data
 * @param outcome how the send ended
 * @param scope the limit it is about; empty if it is about the whole sender or nothing but the message
 * @param retryAfter not before; null leaves it to the lane's backoff
 * @param advice what a person should do
 */
public record Reaction(
        int first,
        int last,
        Set<Wanted> wanted,
        String meaning,
        Outcome.Kind outcome,
        String scope,
        @Nullable Duration retryAfter,
        String advice) {
    /** What may be done about an error. */
    public enum Wanted {
        /** Tried again with back-off. */
        RETRY('R'),
        /** Tried again after a long wait. */
        WAIT('W'),
        /** Mended by a person, then sent anew. */
        FIX('F'),
        /** Never sent to this person again. */
        NEVER('N'),
        /** A person is told at once. */
        ALERT('A');

        private final char letter;

        Wanted(char letter) {
            this.letter = letter;
        }

        /** By their letters; {@code -} for none. */
        static Set<Wanted> of(String letters) {
            var found = EnumSet.noneOf(Wanted.class);
            if (!letters.equals("-")) letters.chars().forEach(letter -> found.add(of((char) letter)));
            return found;
        }

        private static Wanted of(char letter) {
            return Arrays.stream(values())
                    .filter(wanted -> wanted.letter == letter)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("react must be of R W F N A or -, was " + letter));
        }
    }

    public Reaction {
        wanted = Set.copyOf(wanted);
        if (first < 0 || last < first)
            throw new IllegalArgumentException("codes must be n or n-m, was " + first + "-" + last);
        if (meaning.isBlank()) throw new IllegalArgumentException("the meaning must not be empty");
        if (outcome == Outcome.Kind.DONE) throw new IllegalArgumentException("an error cannot lead to DONE");
    }
}
