package dev.spillway.load;

/**
 * What became of the events that were told.
 *
 * @param accepted answered 200
 * @param delivered of them, those that the gateway has run and written into its ledger
 * @param doubled events taken more than once, and deliveries that took effect more than once
 * @param byIds whether ids were compared; else counters only
 * @param done whether the gateway was done with its backlog when they were counted
 */
record Account(long accepted, long delivered, long lost, long doubled, boolean byIds, boolean done) {
    /** Where nothing was accepted nothing was shown. */
    boolean isRight() {
        return accepted > 0 && lost == 0 && doubled == 0;
    }

    @Override
    public String toString() {
        return "accepted=" + accepted + " delivered=" + delivered + " lost=" + lost + " doubled=" + doubled
                + (byIds ? "" : " (no database was given: only counters of /metrics were compared)")
                + (done ? "" : " (the gateway still worked when -DdrainMax was over: what was left counts as lost)");
    }
}
