package dev.spillway.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The gateway's own figures, those of all its nodes added up, from a moment on. Blocks. */
final class Gateway {
    private static final String ACCEPT = "gateway_ingress_accept_seconds";

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
        for (var node : management)
            pages.append(http.get(node.resolve("/metrics"))).append('\n');
        return Metrics.of(pages.toString());
    }

    /** Looks again: what is told from now on is what was counted between the two looks. */
    void lookAgain() throws IOException {
        grown = look().since(before);
    }

    /** Events taken, less those that turned out to be repeats afterwards. */
    long taken() {
        return (long) (grown.sum("gateway_ingress_events_accepted_total") - foundLate());
    }

    /** What both the overflow in Postgres and Redis took. */
    private double foundLate() {
        return grown.sum("gateway_dispatch_repeats_total") + grown.sum("gateway_dispatch_repeats_removed_total");
    }

    /** Events that were known already, at once or as it turned out. */
    long repeats() {
        return (long) (grown.sum("gateway_ingress_events_duplicate_total") + foundLate());
    }

    /** Events that became dead letters: their runs failed again and again, or they could not be read. */
    long givenUp() {
        return (long) (grown.sum("gateway_dispatch_runs_total", "result=\"dead\"")
                + grown.sum("gateway_dispatch_unreadable_total"));
    }

    /** Whether nothing is under way and the ledger has reached Postgres, at this very moment. */
    boolean isQuiet() throws IOException {
        var now = look();
        return now.sum("gateway_dispatch_inflight_events") == 0 && now.sum("gateway_ledger_backlog_entries") == 0;
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
