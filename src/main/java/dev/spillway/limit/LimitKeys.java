package dev.spillway.limit;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import java.time.Duration;

/**
 * Where limits lie in Redis, and how the scripts are told what they are. All of them share one hash tag, so that one script
 * may take of any of them together.
 */
final class LimitKeys {
    /**
     * How far ahead of its time a token of a small bucket is given, with the time to go. Who waits for it would come some
     * milliseconds late each time, and what a full bucket does not hold is lost.
     */
    private static final Duration AHEAD = Duration.ofMillis(100);

    private final String base;

    LimitKeys(Keyspace keys) {
        this.base = keys.global("limits") + ":";
    }

    ScriptCall call(Script script, Limit limit) {
        var call = new ScriptCall(script);
        add(call, limit);
        return call;
    }

    /** Four arguments a limit. */
    void add(ScriptCall call, Limit limit) {
        call.key(base + limit.name());
        if (limit.kind() instanceof Limit.Pace pace) add(call, pace);
        else if (limit.kind() instanceof Limit.Quota quota) add(call, quota);
        else if (limit.kind() instanceof Limit.Slots slots)
            call.arg("slots").arg(slots.max()).arg(0).arg(0);
        else if (limit.kind() instanceof Limit.Credit credit) add(call, credit);
        else if (limit.kind() instanceof Limit.People people)
            call.arg("people").arg(people.max()).arg(people.per().toMillis()).arg(0);
    }

    /** A script that is to look only. */
    void addNone(ScriptCall call) {
        call.key(base + "-").arg("none").arg(0).arg(0).arg(0);
    }

    boolean up(RedisLink link) {
        return link.up(base);
    }

    private static void add(ScriptCall call, Limit.Pace pace) {
        call.arg(pace.window().isZero() ? "bucket" : "pace");
        call.arg(pace.rate().capacity()).arg(Double.toString(pace.rate().perSecond()));
        call.arg(Long.toString(aheadMicros(pace.rate())));
    }

    private static void add(ScriptCall call, Limit.Credit credit) {
        call.arg("credit").arg(credit.burst()).arg(credit.interval().toMillis());
        call.arg(Limit.Credit.DRIFT.toMillis());
    }

    private static void add(ScriptCall call, Limit.Quota quota) {
        call.arg("quota").arg(quota.max()).arg(quota.per().toMillis()).arg(RedisLimits.SLICES);
    }

    /** What the bucket itself holds need not be given ahead. */
    private static long aheadMicros(Rate rate) {
        var held = rate.capacity() / rate.perSecond() * 1e6;
        return (long) Math.max(0, AHEAD.toNanos() / 1e3 - held + 1e6 / rate.perSecond());
    }
}
