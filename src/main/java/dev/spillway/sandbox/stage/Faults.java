package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How badly a simulator behaves; every simulator knows these keys. The fault is one of: hang, else reset, else the error
 * status; the share says which part of the calls it hits.
 *
 * @param latencyMs before every answer, 0..600000
 * @param latencyJitterMs up to so much more, spread evenly, 0..600000
 * @param errorStatus status of the answers that fail; 0 = none fails
 * @param errorShare which part of the calls the fault hits, 0..1
 * @param errorBody JSON of such an answer
 * @param retryAfterS Retry-After of such an answer and of a 429, in seconds; 0 = no such header
 * @param hang whether calls are accepted and left without an answer until the behaviour changes
 * @param hangMs how long a hanging call hangs; 0 = until the behaviour changes
 * @param reset whether the connection is closed in place of an answer
 * @param ratePerSecond calls a second, above them 429 and no effect; 0 = no limit
 * @param effect {@code before}: a call that the fault hits took effect all the same, so that only its answer is lost; {@code
 *     none}: it did not
 */
public record Faults(
        int latencyMs,
        int latencyJitterMs,
        int errorStatus,
        double errorShare,
        JsonNode errorBody,
        int retryAfterS,
        boolean hang,
        int hangMs,
        boolean reset,
        double ratePerSecond,
        String effect) {
    public static final Faults NONE =
            new Faults(0, 0, 0, 1.0, Json.object().put("error", "simulated"), 0, false, 0, false, 0, "none");

    private static final int MS_MAX = 600_000;

    public Faults {
        Range.check("latencyMs", latencyMs, 0, MS_MAX);
        Range.check("latencyJitterMs", latencyJitterMs, 0, MS_MAX);
        if (errorStatus != 0) Range.check("errorStatus", errorStatus, 200, 599);
        Range.check("errorShare", errorShare, 0, 1);
        Range.check("retryAfterS", retryAfterS, 0, 86_400);
        Range.check("hangMs", hangMs, 0, MS_MAX);
        Range.check("ratePerSecond", ratePerSecond, 0, 1_000_000);
        if (!effect.equals("before") && !effect.equals("none")) {
            throw new IllegalArgumentException("effect must be before or none, was " + effect);
        }
    }

    public boolean any() {
        return hangs() || reset || errorStatus != 0;
    }

    public boolean hangs() {
        return hang || hangMs > 0;
    }

    public boolean takesEffect() {
        return effect.equals("before");
    }

    public Answer error() {
        return Answer.of(errorStatus, errorBody).retryAfter(retryAfterS);
    }

    public Answer tooMany() {
        return Answer.error(429, "too_many_requests").retryAfter(retryAfterS);
    }
}
