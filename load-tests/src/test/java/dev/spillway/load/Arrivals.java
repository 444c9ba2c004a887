package dev.spillway.load;

import dev.spillway.load.Goal.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** How long it takes from the POST of a message until its answer arrives at the simulator of Meta. Blocks. */
record Arrivals(Simulators simulators, Told told, Events events) {
    /** What a message counts with whose answer has not come. */
    private static final long NEVER_MS = 600_000;

    /** A target above it would be met by answers that never came. */
    static final int TARGET_MS_MAX = 590_000;

    /**
     * Of all messages of that kind that were answered 200.
     *
     * @param settle those sent earlier after the first one are left out
     */
    Histogram of(Kind kind, Duration settle) throws IOException {
        var fromMs = told.size() == 0 ? 0 : told.sentAtMs(0) + settle.toMillis();
        var arrivedMs = arrivedMs();
        var took = new Histogram(NEVER_MS, 3);
        accepted(kind)
                .filter(number -> told.sentAtMs(number) >= fromMs)
                .forEach(number -> took.recordValue(tookMs(number, arrivedMs.get(events.id(number)))));
        return took;
    }

    /** Whether 99 % of them came in time; where none counts that is not known. */
    static Answer judge(Histogram took, double maxMs, Duration settle) {
        if (took.getTotalCount() > 0) return Answer.millis(took.getValueAtPercentile(99), maxMs);
        return new Answer(
                false,
                "no answer counts: no message was sent later than -Dsettle=" + settle + " after the first one and"
                        + " answered 200; -Dduration must be longer than that");
    }

    /** Whether each message of that kind that was answered 200 has its answer by now, however late it came. */
    Answer complete(Kind kind) throws IOException {
        var arrivedMs = arrivedMs();
        var missing = accepted(kind)
                .filter(number -> !arrivedMs.containsKey(events.id(number)))
                .count();
        var asked = accepted(kind).count();
        return new Answer(asked > 0 && missing == 0, missing + " of " + asked + " are missing");
    }

    private Map<Long, Long> arrivedMs() throws IOException {
        var arrivedMs = new HashMap<Long, Long>();
        simulators.effects("meta", (key, event, atMs) -> arrivedMs.merge(event, atMs, Math::min));
        return arrivedMs;
    }

    private IntStream accepted(Kind kind) {
        return IntStream.range(0, told.size()).filter(number -> events.is(kind, number) && told.isAccepted(number));
    }

    private long tookMs(int number, Long arrivedMs) {
        return arrivedMs == null ? NEVER_MS : Math.max(0, Math.min(NEVER_MS, arrivedMs - told.sentAtMs(number)));
    }
}
