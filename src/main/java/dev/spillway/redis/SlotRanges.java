package dev.spillway.redis;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to CLUSTER SLOTS: which master serves which slots. */
record SlotRanges(List<Range> ranges) {
    /** Both ends included. */
    record Range(int from, int to, Address master) {}

    SlotRanges {
        ranges = List.copyOf(ranges);
    }

    /** @param asked who answered: a node that does not know its own host names none */
    static SlotRanges of(@Nullable Response answer, Address asked) {
        var ranges = new ArrayList<Range>();
        if (answer == null) return new SlotRanges(ranges);
        for (var each : answer) {
            var master = each.get(2);
            var host = master.get(0) == null ? "" : master.get(0).toString();
            if (host.equals("?")) continue; // a host name that the cluster has not heard yet
            var address = new Address(host, master.get(1).toInteger()).orHostOf(asked);
            ranges.add(new Range(each.get(0).toInteger(), each.get(1).toInteger(), address));
        }
        return new SlotRanges(ranges);
    }
}
