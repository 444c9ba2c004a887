package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Call;

/**
 * What {@code GET /_sim/meta/violations} is to judge.
 *
 * @param fromUs only what came then or later, in microseconds since 1970
 * @param toUs only what came before
 * @param tolerance1s how many times the limit may come in a second before it counts as a breach; 1 = none more
 * @param tolerance10s the same for ten seconds
 * @param pairSlackUs by how much too early a message to the same person may come, in microseconds
 */
record Question(long fromUs, long toUs, double tolerance1s, double tolerance10s, long pairSlackUs) {

    /** From {@code fromMs}, {@code toMs}, {@code tolerance1s}, {@code tolerance10s}, {@code pairSlackMs}; all can be left out. */
    static Question of(Call call) {
        return new Question(
                ms(call, "fromMs", 0),
                ms(call, "toMs", Long.MAX_VALUE / 1_000),
                share(call, "tolerance1s"),
                share(call, "tolerance10s"),
                ms(call, "pairSlackMs", 0));
    }

    private static long ms(Call call, String name, long fallback) {
        var text = call.parameter(name);
        if (text.isEmpty()) return fallback * 1_000;
        if (text.matches("\\d{1,15}")) return Long.parseLong(text) * 1_000;
        throw new IllegalArgumentException(name + " must be milliseconds, was " + text);
    }

    private static double share(Call call, String name) {
        var text = call.parameter(name);
        if (text.isEmpty()) return 1;
        if (text.matches("\\d{1,3}(\\.\\d{1,6})?")) return Double.parseDouble(text);
        throw new IllegalArgumentException(name + " must be a number such as 1.05, was " + text);
    }
}
