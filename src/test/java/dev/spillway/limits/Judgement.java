package dev.spillway.limits;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the simulated Meta found in the times at which messages came, of one number.
 *
 * @param limit messages a second
 * @param accepted how many
 * @param inbound how many people wrote
 * @param throughputRefusals turned away because there were too many in a second (130429)
 * @param pairRefusals turned away because there were too many for one person (131056)
 * @param most1s the most in any second
 * @param most10s the most in any ten seconds
 * @param over breaches: messages with which a second held more than 1.05 of the limit, ten seconds more than all of it, or one person
 *     got more than Meta lets
 * @param stoppedMs the longest that the simulator itself stood still
 */
record Judgement(
        double limit,
        int accepted,
        int inbound,
        int throughputRefusals,
        int pairRefusals,
        int most1s,
        int most10s,
        int over,
        int stoppedMs) {
    private static final Judgement NOTHING = new Judgement(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Judgement of(JsonNode report) {
        var numbers = report.path("numbers").elements();
        if (!numbers.hasNext()) return NOTHING;
        var number = numbers.next();
        var refused = number.path("refused");
        return new Judgement(
                number.path("limit").asDouble(),
                number.path("accepted").asInt(),
                number.path("inbound").asInt(),
                refused.path("130429").asInt(),
                refused.path("131056").asInt(),
                number.path("max1s").asInt(),
                number.path("max10s").asInt(),
                report.path("violations").asInt(),
                report.path("stoppedMsMax").asInt());
    }

    /** Part of the sends that was turned away because there were too many in a second. */
    double refused() {
        return throughputRefusals / (double) Math.max(1, accepted + throughputRefusals + pairRefusals);
    }

    double second() {
        return limit == 0 ? 0 : most1s / limit;
    }

    double tenSeconds() {
        return limit == 0 ? 0 : most10s / (10 * limit);
    }
}
