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
        var bucket = Limit.bucket("destination:" + destination, rate);
        this.own = List.of(Need.one(bucket));
        this.whole = Stream.concat(
                        Stream.of(bucket),
                        tolls.stream().filter(toll -> toll.key().isEmpty()).map(Tolls::limit))
                .toList();
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
        return new Limit("limit:" + toll.group(), toll.key(), kind(toll));
    }

    private static Limit.Kind kind(Toll toll) {
        if (toll.allowance() instanceof Allowance.Bucket bucket) {
            var capacity = Math.max(1, bucket.max() - (int) untouched(toll));
            return Limit.Pace.bucket(new Rate(capacity, bucket.restorePerSecond()));
        }
        if (toll.allowance() instanceof Allowance.Concurrency side) return new Limit.Slots(side.max());
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
        var floor = priority == Priority.INTERACTIVE ? 0 : toll.reservePercent() / 100.0 * size(limit.kind());
        return new Need(limit, toll.cost(), floor);
    }

    private static double size(Limit.Kind kind) {
        if (kind instanceof Limit.Quota quota) return quota.max();
        return kind instanceof Limit.Pace pace ? pace.rate().capacity() : 0;
    }
}
