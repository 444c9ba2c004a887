package dev.spillway.backends;

import io.vertx.core.json.JsonObject;

/**
 * How many calls of a stretch of time had which fate.
 *
 * @param most at once since this was asked last
 * @param figures of the vendor itself, over all time
 */
record Tally(int done, int lost, int limited, int refused, int open, int most, JsonObject figures) {
    static Tally of(JsonObject summary) {
        return new Tally(
                summary.getInteger("DONE", 0),
                summary.getInteger("LOST", 0),
                summary.getInteger("LIMITED", 0),
                summary.getInteger("REFUSED", 0),
                summary.getInteger("OPEN", 0),
                summary.getInteger("most", 0),
                summary.getJsonObject("figures", new JsonObject()));
    }

    /** Those that the limits let in. */
    int taken() {
        return done + lost + refused + open;
    }

    /** Of all calls those that a limit turned away; 0 if there were none. */
    double limitedShare() {
        var all = taken() + limited;
        return all == 0 ? 0 : limited / (double) all;
    }
}
