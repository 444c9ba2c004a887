package dev.spillway.outbound;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Toll;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Limit;
import dev.spillway.limit.Limits;
import dev.spillway.limit.Need;
import dev.spillway.limit.Rate;
import dev.spillway.limit.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the calls to one destination take of its own bucket, and of the limits its connector names. */
final class Tolls {
    /** A backend that counts by less than this is sent calls evenly; by more, as they come, until it is used up. */
    private static final Duration EVENLY = Duration.ofMinutes(1);
    /** What of a backend's own bucket is left alone: calls overtake each other on their way, and answers do. */
    private static final double UNTOUCHED = 0.05;

    private final List<Limit> whole;
    private final List<Need> own;

    /** @param tolls that every call of the connector pays */
    Tolls(String destination, Rate rate, List<Toll> tolls) {
        this(List.of(Need.one(Limit.bucket("destination:" + destination, rate))), tolls);
    }

    private Tolls(List<Need> own, List<Toll> tolls) {
        this.own = own;
        var named = tolls.stream().filter(toll -> toll.key().isEmpty()).map(Tolls::limit);
        this.whole = Stream.concat(own.stream().map(Need::limit), named).toList();
    }

    /** Without a bucket of its own: something else keeps the pace. */
    static Tolls withoutBucket(List<Toll> tolls) {
        return new Tolls(List.of(), tolls);
    }

    /** The limits that no call goes past. */
    List<Limit> whole() {
        return whole;
    }

    /** What a call takes. */
    List<Need> needs(HttpCall call, Priority priority) {
        if (call.tolls().isEmpty()) return own;
        var needs = new ArrayList<Need>(own);
        call.tolls().forEach(toll -> needs.add(need(toll, priority)));
        return List.copyOf(needs);
    }

    /** Tells the limits what an answer says is left of them; answers which. */
    List<Limit> correct(HttpCall call, Pass pass, HttpReply reply, Limits limits) {
        var corrected = new ArrayList<Limit>();
        for (int i = 0; i < call.tolls().size() && own.size() + i < pass.marks().size(); i++) {
            var toll = call.tolls().get(i);
            var mark = pass.marks().get(own.size() + i);
            var left = toll.left(reply);
            if (left.isEmpty()) continue;
            limits.correct(limit(toll), said(toll, left.getAsDouble(), reply), mark);
            corrected.add(limit(toll));
        }
        return corrected;
    }

    private static Said said(Toll toll, double left, HttpReply reply) {
        return new Said(left - untouched(toll), toll.size(reply).orElse(size(kind(toll))));
    }

    /** The limit a toll is paid to. */
    static Limit limit(Toll toll) {
        var isOne = toll.allowance() instanceof Allowance.Distinct;
        return new Limit("limit:" + toll.group(), isOne ? "" : toll.key(), kind(toll));
    }

    private static Limit.Kind kind(Toll toll) {
        if (toll.allowance() instanceof Allowance.Bucket bucket) {
            var capacity = Math.max(1, bucket.max() - (int) untouched(toll));
            return Limit.Pace.bucket(new Rate(capacity, bucket.restorePerSecond()));
        }
        if (toll.allowance() instanceof Allowance.Concurrency side) return new Limit.Slots(side.max());
        if (toll.allowance() instanceof Allowance.Credit credit)
            return new Limit.Credit(credit.interval(), credit.burst());
        if (toll.allowance() instanceof Allowance.Distinct distinct)
            return new Limit.People(distinct.max(), distinct.per());
        var within = (Allowance.Within) toll.allowance();
        return toll.key().isEmpty() && within.per().compareTo(EVENLY) <= 0
                ? Limit.Pace.within(within.max(), within.per())
                : new Limit.Quota(within.max(), within.per());
    }

    private static double untouched(Toll toll) {
        return toll.allowance() instanceof Allowance.Bucket bucket ? Math.floor(bucket.max() * UNTOUCHED) : 0;
    }

    private static Need need(Toll toll, Priority priority) {
        var limit = limit(toll);
        var floor = priority.isAwaited() ? 0 : toll.reservePercent() / 100.0 * size(limit.kind());
        var isCounted = limit.kind() instanceof Limit.People;
        return new Need(limit, toll.cost(), floor, isCounted ? toll.key() : "");
    }

    private static double size(Limit.Kind kind) {
        if (kind instanceof Limit.Quota quota) return quota.max();
        if (kind instanceof Limit.Credit credit) return credit.burst();
        if (kind instanceof Limit.People people) return people.max();
        return kind instanceof Limit.Pace pace ? pace.rate().capacity() : 0;
    }
}
