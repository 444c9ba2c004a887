package dev.spillway.ladder;

import java.util.Set;

/**
 * How a run is made.
 *
 * @param seconds of each measurement
 * @param prepare single-event webhooks that are made ahead for each of these seconds
 * @param loops event loops of each server
 * @param nodes gateways on one Redis in the rung {@code accept_nodes}
 * @param usesWrk else the client that ships with the ladder
 */
record Settings(
        Set<Rung> rungs,
        int seconds,
        int rounds,
        int connections,
        int prepare,
        int loops,
        int nodes,
        boolean usesWrk,
        Full full) {
    private static final int FEW = 64;
    private static final int BATCH = 16;

    /**
     * How the rung {@code full} is run.
     *
     * @param rate webhooks a second; 0 = find what can be sustained
     * @param minutes for how long; 0 = as long as all rounds of another rung
     * @param isDurable whether Redis writes to its disk before each answer
     */
    record Full(int rate, int minutes, boolean isDurable) {}

    Settings {
        rungs = Set.copyOf(rungs);
    }

    int connections(Rung rung) {
        return switch (rung.shape()) {
            case MANY -> connections;
            case FEW -> FEW;
            // 1,600 events at once: more would wait longer than Redis may take with an event
            case BATCH -> BATCH;
        };
    }

    int loops(House house) {
        return house == House.ONE_LOOP ? 1 : loops;
    }

    int nodes(House house) {
        return house == House.NODES ? nodes : 1;
    }

    /** How long the full rung is measured. */
    int fullSeconds() {
        return full.minutes > 0 ? full.minutes * 60 : seconds * rounds;
    }
}
