package dev.spillway.ladder;

/**
 * One measurement of a rung.
 *
 * @param each what a webhook costs
 * @param residentMb of the gateway, right after
 */
record Sample(Rung rung, Outcome outcome, Spent each, double residentMb) {
    /** Nothing went wrong, and something went. */
    boolean isGood() {
        return outcome.requests() > 0 && outcome.errors() == 0 && !outcome.isExhausted();
    }

    /** Why it is not good. */
    String trouble() {
        if (outcome.isExhausted()) return rung.word() + ": the client ran out of requests; --prepare more a second";
        return rung.word() + ": " + outcome.errors() + " errors, " + outcome.requests() + " answered 200";
    }
}
