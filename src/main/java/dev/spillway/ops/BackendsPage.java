package dev.spillway.ops;

import dev.spillway.event.GatewayException;
import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.BackendView;
import dev.spillway.outbound.BackendsAnswer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /backends.html} for people: how each destination is, one line each. */
final class BackendsPage {
    private static final String HEAD =
            "<tr><th>backend<th>state<th>breaker<th>logins<th class=\"n\">in lanes<th class=\"n\">oldest<th class=\"n\">out"
                    + "<th class=\"n\">calls<th class=\"n\">waiting<th class=\"n\">limit</tr>";

    private final BackendDesk desk;

    BackendsPage(BackendDesk desk) {
        this.desk = desk;
    }

    void handle(RoutingContext context) {
        desk.all().onSuccess(answer -> show(context, 200, table(answer))).onFailure(cause -> failed(context, cause));
    }

    private static void failed(RoutingContext context, Throwable cause) {
        if (cause instanceof GatewayException known) {
            var why = Html.escape(String.valueOf(known.getMessage()));
            show(context, Replies.status(known.kind()), Html.tag("p", "bad", why));
        } else {
            context.fail(cause);
        }
    }

    static String table(BackendsAnswer answer) {
        var lines = answer.backends().stream().map(BackendsPage::row).collect(Collectors.joining("\n"));
        return Html.tag("p", "", "As " + Html.escape(answer.answeredBy()) + " sees them.")
                + Html.tag("table", "", HEAD + lines);
    }

    private static String row(BackendView view) {
        var work = view.work();
        var forced = view.breaker().forced().equals("auto") ? "" : ", kept by a person";
        return Html.tag(
                "tr",
                "",
                Html.tag("td", "", Html.escape(view.name()) + Html.tag("div", "", Html.escape(view.connector())))
                        + Html.tag("td", "", state(view))
                        + Html.tag("td", "", Html.escape(view.breaker().state()) + forced)
                        + Html.tag("td", "", logins(view))
                        + backlog(view.backlog())
                        + Html.tag("td", "n", String.valueOf(work.deliveries()))
                        + Html.tag("td", "n", String.valueOf(work.calls()))
                        + Html.tag("td", "n", String.valueOf(work.waiting()))
                        + Html.tag("td", "n", limits(view.limits())));
    }

    private static String state(BackendView view) {
        var troubles = new ArrayList<String>();
        if (!view.stopped().isEmpty()) troubles.add("stopped: " + view.stopped());
        if (view.pausedMs() > 0) troubles.add("paused for " + TraceTable.after(Duration.ofMillis(view.pausedMs())));
        var health = view.health();
        if (health != null && !health.up()) troubles.add("down: " + health.reason());
        view.held().forEach(held -> troubles.add(held.operation() + " held: " + held.misfit()));
        return troubles.isEmpty() ? "fine" : bad(troubles);
    }

    private static String bad(List<String> troubles) {
        return troubles.stream()
                .map(trouble -> Html.tag("div", "bad", Html.escape(trouble)))
                .collect(Collectors.joining());
    }

    private static String backlog(BackendView.@Nullable Backlog backlog) {
        if (backlog == null) return Html.tag("td", "n", "?") + Html.tag("td", "n", "?");
        var oldest = backlog.deliveries() == 0 ? "" : TraceTable.after(Duration.ofMillis(backlog.oldestMs()));
        return Html.tag("td", "n", String.valueOf(backlog.deliveries())) + Html.tag("td", "n", oldest);
    }

    private static String logins(BackendView view) {
        return view.logins().entrySet().stream()
                .map(login -> Html.tag("div", "", Html.escape(login.getKey() + ": " + login.getValue())))
                .collect(Collectors.joining());
    }

    private static String limits(BackendView.Limits limits) {
        return limits.concurrency() + " at once, " + limits.perSecond() + "/s";
    }

    private static void show(RoutingContext context, int status, String inner) {
        context.response().setStatusCode(status);
        Replies.text(context, "text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Spillway: backends</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/ops.css"></head><body>
                <h1>Backends</h1>
                %s
                <p><a href="/">back</a>
                </body></html>
                """.formatted(inner));
    }
}
