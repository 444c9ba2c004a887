package dev.spillway.ops;

import dev.spillway.ledger.TraceQuery;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The page for people.
 *
 * @param report how the node is
 * @param by what is being looked for
 * @param value and which
 * @param result HTML of what was found
 */
record HumanPage(Readiness.Report report, TraceQuery.By by, String value, String result) {
    HumanPage with(String found) {
        return new HumanPage(report, by, value, found);
    }

    String html() {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Spillway</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/ops.css"></head><body>
                <h1>Spillway</h1>
                %s
                <h2>Trace</h2>
                <form action="/" method="get">
                <select name="by" aria-label="by">%s</select>
                <input name="value" value="%s" size="48" aria-label="value" autocomplete="off" autofocus>
                <button>Trace</button></form>
                %s
                <h2>More</h2>
                <ul>
                <li><a href="/nodes.html">Nodes</a>: who owns what, and what waits there
                <li><a href="/backends.html">Backends</a>: how they are, what is held and why
                <li><a href="/dead.html">Dead letters</a>: what was given up
                <li><a href="/consent.html">What people allow</a>: what counts now, open windows, and what they said before
                </ul>
                <h2>For machines</h2>
                <ul>
                <li><a href="/ready">/ready</a> may it get traffic (200 or 503), and what is degraded
                <li><a href="/live">/live</a> do its event loops turn
                <li><a href="/metrics">/metrics</a> for Prometheus
                <li><a href="/nodes">/nodes</a> who owns which shards, since when, and what waits there
                <li><a href="/backends">/backends</a> how backends are: breaker, pause, logins, operations held
                <li><code>/trace?event= | message= | contact= | delivery= | order=</code> the trace as JSON; <code>limit=</code> up to 5000
                <li><a href="/dead">/dead</a> dead letters; <code>destination= | reason= | contact= | from= | to= | state=</code>; <code>limit=</code> up to 500
                </ul></body></html>
                """.formatted(state(), options(), Html.escape(value), result);
    }

    private String state() {
        var ready = report.ready()
                ? Html.tag("span", "up", "ready")
                : Html.tag("span", "down", "not ready: " + Html.escape(report.why()));
        var parts = report.parts().entrySet().stream().map(part -> part(part.getKey(), part.getValue()));
        return Html.tag("p", "state", ready + " " + parts.collect(Collectors.joining(" ")));
    }

    private static String part(String name, State state) {
        var look = switch (state.level()) {
            case UP -> "up";
            case DEGRADED -> "degraded";
            case DOWN -> "down";
        };
        var why = state.why().isEmpty() ? "" : ": " + state.why();
        return Html.tag("span", look, Html.escape(name + why));
    }

    private String options() {
        return Arrays.stream(TraceQuery.By.values()).map(this::option).collect(Collectors.joining());
    }

    private String option(TraceQuery.By each) {
        return "<option" + (each == by ? " selected" : "") + ">" + each.parameter() + "</option>";
    }
}
