package dev.spillway.json;

import com.dashjoin.jsonata.JException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The turn of an evaluation on an event loop: 20 ms, and no regular expression whose work cannot be told to be short. What needs
 * more ends with {@link OverTime}, and is done again from the start where it holds nobody up; it is pure. Outside of a turn
 * only the bounds of {@link Expression} hold.
 */
public final class Turn {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Characters of text times instructions of a pattern: some milliseconds for RE2. */
    private static final long REGEX_WORK_MAX = 1 << 20;

    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();

    private final long ends = System.nanoTime() + NANOS;

    private Turn() {}

    /** Thrown where a turn is over. Carries no stack trace, and is one of the engine's own, as {@link ExpressionException} is. */
    public static final class OverTime extends JException {
        private static final long serialVersionUID = 1L;

        OverTime() {
            super("needs more than its turn");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** Does something within a turn. */
    public static <T> T take(Supplier<T> work) {
        CURRENT.set(new Turn());
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** Ends the turn that is over, if this is one. */
    static void check(long now) {
        var turn = CURRENT.get();
        if (turn != null && now - turn.ends > 0) throw new OverTime();
    }

    /**
     * Ends the turn, if this is one, before a search that may be too long.
     *
     * @param text how many characters it goes over
     * @param program how many instructions the pattern has
     */
    public static void checkRegex(int text, int program) {
        var turn = CURRENT.get();
        if (turn != null && (long) text * program > REGEX_WORK_MAX) throw new OverTime();
    }
}
