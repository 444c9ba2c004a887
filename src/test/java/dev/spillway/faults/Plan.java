package dev.spillway.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Which faults happen, in which order, for how long: all of it follows from the seed.
 *
 * @param steps one after the other
 */
record Plan(List<Step> steps) {
    private static final int PAUSE_MS_MIN = 1_000;
    private static final int PAUSE_MS_MAX = 8_000;
    /** A gateway that pauses for less than a lease lives has nothing taken from it. */
    private static final int LEASE_MS = 4_000;

    private static final int AWAY_MS_MIN = 200;
    private static final int AWAY_MS_MAX = 4_000;
    private static final int ABSENT_MS = 120_000;
    private static final int ASLEEP_MS = 30_000;

    /**
     * One fault.
     *
     * @param holdMs how long it lasts
     * @param restMs until the next one begins
     * @param dice picks the victim among several
     */
    record Step(Fault fault, int holdMs, int restMs, int dice) {}

    Plan {
        steps = List.copyOf(steps);
    }

    /**
     * Draws one.
     *
     * @param bag how often each fault happens
     * @param restMsMean between the end of one and the next
     */
    static Plan draw(Random random, Map<Fault, Integer> bag, int restMsMean) {
        var faults = new ArrayList<Fault>();
        bag.forEach((fault, times) -> faults.addAll(Collections.nCopies(times, fault)));
        Collections.sort(faults);
        Collections.shuffle(faults, random);
        return new Plan(
                faults.stream().map(fault -> step(fault, restMsMean, random)).toList());
    }

    private static Step step(Fault fault, int restMsMean, Random random) {
        return new Step(
                fault, holdMs(fault, random), restMsMean / 2 + random.nextInt(restMsMean + 1), random.nextInt(1 << 20));
    }

    private static int holdMs(Fault fault, Random random) {
        return switch (fault) {
            case REDIS_ABSENT -> ABSENT_MS;
            case GATEWAY_ASLEEP -> ASLEEP_MS;
            case GATEWAY_PAUSE -> between(LEASE_MS, PAUSE_MS_MAX, random);
            case GATEWAY_KILL, REDIS_KILL, POSTGRES_KILL, BOTH_KILL -> between(AWAY_MS_MIN, AWAY_MS_MAX, random);
            default -> between(PAUSE_MS_MIN, PAUSE_MS_MAX, random);
        };
    }

    private static int between(int min, int max, Random random) {
        return min + random.nextInt(max - min + 1);
    }

    int kills() {
        return steps.stream().mapToInt(step -> step.fault.kills()).sum();
    }

    /** The time it takes when everything heals at once. */
    long lengthMs() {
        return steps.stream().mapToLong(step -> step.holdMs + step.restMs).sum();
    }
}
