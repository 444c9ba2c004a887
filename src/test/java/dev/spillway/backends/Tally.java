package dev.spillway.backends;

import io.vertx.core.json.JsonObject;

/**
 * How many calls of a stretch of time had which fate.
 *
 * @param mean calls side by side, in the mean of the time since this was asked last
 * @param figures of the vendor itself, over all time
 */
record Tally(int done, int lost, int limited, int refused, int open, double mean, JsonObject figures) {
    /** @param operation only its calls; empty for all */
    static Tally of(JsonObject summary, String operation) {
        var fates = operation.isEmpty()
                ? summary
                : summary.getJsonObject("operations").getJsonObject(operation, new JsonObject());
        return new Tally(
                fates.getInteger("DONE", 0),
                fates.getInteger("LOST", 0),
                fates.getInteger("LIMITED", 0),
                fates.getInteger("REFUSED", 0),
                fates.getInteger("OPEN", 0),
                summary.getDouble("mean", 0.0),
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
