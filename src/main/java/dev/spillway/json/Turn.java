package dev.spillway.json;

import com.dashjoin.jsonata.JException;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The turn of an evaluation on an event loop: 10 ms, and no regular expression whose work cannot be told to be short. What needs
 * more ends with {@link OverTime}, and is done again from the start where it holds nobody up; it is pure. Evaluations that
 * follow each other share a turn until the loop has come to what else was waiting: so it is not held for more than 20 ms by
 * all of them and what is around them. Outside of a turn only the bounds of {@link Expression} hold.
 */
public final class Turn {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Nearly all evaluations need less, and many of them may follow each other: they are not counted. */
    private static final long FREE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Characters of text times instructions of a pattern: some milliseconds for RE2. */
    private static final long REGEX_WORK_MAX = 1 << 20;

    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();

    /** What this event loop has used since it came to what was waiting. */
    private static final ThreadLocal<Long> USED = ThreadLocal.withInitial(() -> 0L);

    private final long begins = System.nanoTime();
    private final long ends = begins + NANOS - USED.get();

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

    /** Does something within a turn; without an event loop it shares it with nobody. */
    public static <T> T take(Supplier<T> work) {
        var turn = new Turn();
        if (turn.ends - turn.begins < FREE_NANOS) throw new OverTime();
        CURRENT.set(turn);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
            turn.count();
        }
    }

    private void count() {
        var took = System.nanoTime() - begins;
        var context = Vertx.currentContext();
        if (took < FREE_NANOS || context == null) return;
        if (USED.get() == 0) context.runOnContext(others -> USED.remove());
        USED.set(USED.get() + took);
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
