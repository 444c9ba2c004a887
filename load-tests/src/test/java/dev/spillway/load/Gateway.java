package dev.spillway.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The gateway's own figures, those of all its nodes added up, from a moment on. Blocks. */
final class Gateway {
    /** Within how many seconds it counts what was answered. */
    static final List<String> BUCKETS = List.of("0.005", "0.025", "0.05", "0.1", "0.25", "1.0");

    private static final String ACCEPT = "gateway_ingress_accept_seconds";
    private static final String ACCEPTED = "gateway_ingress_events_accepted_total";
    private static final String DUPLICATE = "gateway_ingress_events_duplicate_total";
    private static final String FAILED = "gateway_ingress_events_failed_total";
    private static final String REPEATS = "gateway_dispatch_repeats_total";
    private static final String REPEATS_REMOVED = "gateway_dispatch_repeats_removed_total";
    private static final String RUNS = "gateway_dispatch_runs_total";
    private static final String UNREADABLE = "gateway_dispatch_unreadable_total";
    private static final String IN_FLIGHT = "gateway_dispatch_inflight_events";
    private static final String LEDGER_BACKLOG = "gateway_ledger_backlog_entries";
    private static final String OVERFLOW = "gateway_inbox_overflow_depth_events";

    /** A lane is told of from when something was in it: a gauge that is missing is an empty lane. */
    private static final String LANES = "gateway_lane_depth_deliveries";

    private static final List<String> EMPTY_WHEN_DONE = List.of(IN_FLIGHT, OVERFLOW, LANES, LEDGER_BACKLOG);

    /** Every node tells of these from its start: what is missing would count as 0. */
    private static final List<String> NEEDED = List.of(
            ACCEPT + "_count",
            ACCEPTED,
            DUPLICATE,
            FAILED,
            REPEATS,
            REPEATS_REMOVED,
            RUNS,
            UNREADABLE,
            IN_FLIGHT,
            OVERFLOW,
            LEDGER_BACKLOG);

    private final Http http;
    private final List<URI> management;
    private final Metrics before;
    private Metrics grown = new Metrics(Map.of());

    /** Looks at the counters as they are now. */
    Gateway(Http http, List<URI> management) throws IOException {
        this.http = http;
        this.management = management;
        this.before = look();
    }

    private Metrics look() throws IOException {
        var pages = new StringBuilder();
        for (var node : management) pages.append(page(node)).append('\n');
        return Metrics.of(pages.toString());
    }

    private String page(URI node) throws IOException {
        var page = http.get(node.resolve("/metrics"));
        var told = Metrics.of(page);
        for (var name : NEEDED) {
            if (!told.has(name))
                throw new IOException(node + ", which -Dmanagement names, tells of no " + name
                        + ": without it nothing can be accounted for");
        }
        return page;
    }

    /** Looks again: what is told from now on is what was counted between the two looks. */
    void lookAgain() throws IOException {
        grown = look().since(before);
    }

    /** Events taken, less those that turned out to be repeats afterwards. */
    long taken() {
        return (long) (grown.sum(ACCEPTED) - foundLate());
    }

    /**
     * Events that may have been taken: also those of which the doors do not know whether they were, and those that were found
     * to be in both the overflow and Redis, which one acceptance alone can lead to.
     */
    long takenAtMost() {
        return (long) (grown.sum(ACCEPTED) + grown.sum(FAILED));
    }

    /** What both the overflow in Postgres and Redis took. */
    private double foundLate() {
        return grown.sum(REPEATS) + grown.sum(REPEATS_REMOVED);
    }

    /** Events that were known already, at once or as it turned out. */
    long repeats() {
        return (long) (grown.sum(DUPLICATE) + foundLate());
    }

    /** Events that became dead letters: their runs failed again and again, or they could not be read. */
    long givenUp() {
        return (long) (grown.sum(RUNS, "result=\"dead\"") + grown.sum(UNREADABLE));
    }

    /**
     * Whether nothing is under way, in the overflow or in a lane, and the ledger has reached Postgres. All but what is under way
     * may be seconds old.
     */
    boolean isQuiet() throws IOException {
        var now = look();
        return EMPTY_WHEN_DONE.stream().allMatch(name -> now.sum(name) == 0);
    }

    /** Webhooks answered 200. */
    long answered() {
        return (long) grown.sum(ACCEPT + "_count");
    }

    /** The share of webhooks answered 200 within a time that is one of the buckets, e.g. {@code 0.005}. */
    double shareWithin(String seconds) {
        var label = "le=\"" + seconds + "\"";
        if (!grown.has(ACCEPT + "_bucket", label))
            throw new IllegalStateException("the gateway told of no bucket " + seconds);
        var all = answered();
        return all == 0 ? 0 : grown.sum(ACCEPT + "_bucket", label) / all;
    }
}
