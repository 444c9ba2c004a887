package dev.spillway.faults;

import dev.spillway.faults.Plan.Step;

/**
 * A fault that was.
 *
 * @param victim names of processes
 * @param fromMs when it began, since 1970
 * @param backMs when what was hurt answered again
 * @param accepted events acknowledged before it
 * @param held what the gateway held when it began
 * @param appendMs from back to the first event appended in Redis; -1 = not seen before the next fault
 */
record Happened(Step step, String victim, long fromMs, long backMs, int accepted, Held held, long appendMs) {
    Happened appended(long ms) {
        return new Happened(step, victim, fromMs, backMs, accepted, held, ms);
    }

    Fault fault() {
        return step.fault();
    }
}
