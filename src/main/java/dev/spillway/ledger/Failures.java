package dev.spillway.ledger;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.regex.Pattern;

/** Whose fault a failed statement is. */
final class Failures {
    /** SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded (an index row too long). */
    private static final Set<String> OF_ROWS = Set.of("22", "23", "54");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Pattern REDIS_WORD = Pattern.compile("[A-Z_]{4,}\\b");

    private Failures() {}

    /** Whether the rows are to blame, so that trying again will not help. All else gets better by itself, or by people. */
    static boolean isOfRows(Throwable cause) {
        if (cause instanceof PgException answer) {
            var state = answer.getSqlState();
            return state != null && state.length() == 5 && OF_ROWS.contains(state.substring(0, 2));
        }
        // What the client could not even encode.
        return cause instanceof RuntimeException && !(cause instanceof VertxException);
    }

    static boolean isLocked(Throwable cause) {
        return cause instanceof PgException answer && LOCK_NOT_AVAILABLE.equals(answer.getSqlState());
    }

    /** Without the server's text, which may quote what is in the row; of Redis' errors the first word, e.g. READONLY. */
    static String name(Throwable cause) {
        if (cause instanceof PgException answer) return "SQLSTATE " + answer.getSqlState();
        var message = String.valueOf(cause.getMessage());
        var word = REDIS_WORD.matcher(message);
        return word.lookingAt() ? word.group() : cause.getClass().getSimpleName();
    }
}
