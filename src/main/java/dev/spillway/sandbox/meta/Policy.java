package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Range;

/**
 * Which of Meta's rules beyond the throughput the simulator keeps. What it can only know if it has seen all of a business's
 * traffic and set-up is off until {@code strict} is set.
 *
 * @param strict whether free messages need an open window (131047), templates must be known (132001), and so must media ids
 *     (131053)
 * @param dayMs how long 24 hours last: the window, the tier's and the marketing limit's day; 86400000 as documented
 * @param tier different people that may be spoken to first in a day, by all numbers together; 0 = unlimited
 * @param tierCode code of the error beyond it; which it is is unconfirmed
 * @param marketingPerDay marketing templates that one person gets in a day, beyond them 131049; 0 = no limit
 * @param failBy {@code status}: what is wrong with window, tier, person is told by a status of an accepted message, as
 *     Meta does; {@code answer}: the call is refused
 * @param rateLimitStatus HTTP status of 130429, 131056 and 131057 where the documents disagree: 400, 429, 500; 0 = as on the
 *     page of December 2025 (400, 131057: 500)
 * @param inboundCounts whether what people write counts in a number's throughput
 * @param mediaUrlMs how long the address of a piece of media lives; 300000 as documented
 * @param reviewMs how long it takes to approve a template that was created through the management API
 * @param throughputRule {@code bucket}: one second's worth may be saved up; {@code sliding}: no second holds more than the
 *     limit
 */
record Policy(
        boolean strict,
        int dayMs,
        int tier,
        int tierCode,
        int marketingPerDay,
        String failBy,
        int rateLimitStatus,
        boolean inboundCounts,
        int mediaUrlMs,
        int reviewMs,
        String throughputRule) {
    private static final int DAY_MS = 86_400_000;

    static final Policy LENIENT = new Policy(false, DAY_MS, 0, 131048, 0, "status", 0, true, 300_000, 500, "bucket");

    Policy {
        Range.check("dayMs", dayMs, 1, DAY_MS);
        Range.check("mediaUrlMs", mediaUrlMs, 1, DAY_MS);
        Range.check("reviewMs", reviewMs, 1, DAY_MS);
        Range.check("tier", tier, 0, Integer.MAX_VALUE);
        Range.check("tierCode", tierCode, 1, 10_000_000);
        Range.check("marketingPerDay", marketingPerDay, 0, 1_000_000);
        if (rateLimitStatus != 0) Range.check("rateLimitStatus", rateLimitStatus, 400, 599);
        oneOf("failBy", failBy, "status", "answer");
        oneOf("throughputRule", throughputRule, "bucket", "sliding");
    }

    private static void oneOf(String key, String value, String first, String second) {
        if (value.equals(first) || value.equals(second)) return;
        throw new IllegalArgumentException(key + " must be " + first + " or " + second + ", was " + value);
    }

    boolean failsByAnswer() {
        return failBy.equals("answer");
    }

    boolean slides() {
        return throughputRule.equals("sliding");
    }
}
