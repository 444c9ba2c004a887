package dev.spillway.load;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * A target, judged after the load; a request of this name in Gatling's report says whether it held.
 *
 * @param name says what must hold
 * @param question answers what was measured, and whether that is enough
 */
record Goal(String name, Callable<Answer> question) {
    /** What was measured. */
    record Answer(boolean holds, String measured) {
        static Answer share(double share, double min) {
            return new Answer(share >= min, String.format(Locale.ROOT, "%.3f %%", 100 * share));
        }

        static Answer millis(double millis, double max) {
            return new Answer(millis <= max, String.format(Locale.ROOT, "%.0f ms", millis));
        }
    }

    /** Judges and says so; what cannot be measured does not hold. */
    boolean isMet() {
        var answer = answer();
        System.out.println((answer.holds ? "[OK] " : "[MISSED] ") + name + ": " + answer.measured);
        return answer.holds;
    }

    private Answer answer() {
        try {
            return question.call();
        } catch (Exception e) {
            return new Answer(false, "could not be measured: " + e);
        }
    }
}
