package dev.spillway.ops;

import dev.spillway.dead.DeadDesk;
import dev.spillway.dead.DeadFilter;
import dev.spillway.dead.DeadState;
import dev.spillway.dead.Letter;
import dev.spillway.dead.LetterPage;
import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code GET /dead.html}: dead letters for people. It only shows; what acts is told by the name of its command. */
final class DeadPage {
    private static final int LIMIT = 100;
    private static final String[] FIELDS = {"destination", "reason", "contact", "from", "to"};
    private static final String HEAD = "<tr><th>given up<th>state<th>destination<th>reason<th>last answer"
            + "<th class=\"n\">attempts<th>about</tr>";

    private final DeadDesk desk;

    DeadPage(DeadDesk desk) {
        this.desk = desk;
    }

    void handle(RoutingContext context) {
        Future.succeededFuture(context.queryParams())
                .map(parameters -> DeadQuery.of(parameters, "after"))
                .compose(query -> page(query))
                .otherwise(cause -> html(new DeadQuery(java.util.Map.of()), problem(cause)))
                .onSuccess(html -> Replies.text(context, "text/html; charset=utf-8", html))
                .onFailure(context::fail);
    }

    private Future<String> page(DeadQuery query) {
        return Future.succeededFuture(query)
                .map(DeadQuery::filter)
                .compose(filter -> desk.list(filter, query.text("after"), LIMIT))
                .map(found -> table(query, found))
                .otherwise(DeadPage::problem)
                .map(result -> html(query, result));
    }

    /** Only texts that we wrote. */
    private static String problem(Throwable cause) {
        var ours = cause instanceof GatewayException || cause instanceof IllegalArgumentException;
        var text = ours
                ? String.valueOf(cause.getMessage())
                : "a defect of ours: " + cause.getClass().getSimpleName();
        return Html.tag("p", "bad", Html.escape(text));
    }

    private static String html(DeadQuery query, String result) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Spillway: dead letters</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/ops.css"></head><body>
                <h1><a href="/">Spillway</a>: dead letters</h1>
                <form action="/dead.html" method="get">%s <select name="state" aria-label="state">%s</select>
                <button>Show</button></form>
                <p>To act: <code>./spillway dead redrive</code> or <code>./spillway dead drop</code>, with the same filters.</p>
                %s
                </body></html>
                """.formatted(inputs(query), states(query), result);
    }

    private static String inputs(DeadQuery query) {
        return Arrays.stream(FIELDS)
                .map(name -> "<input name=\"" + name + "\" placeholder=\"" + name + "\" aria-label=\"" + name
                        + "\" value=\"" + Html.escape(query.text(name)) + "\">")
                .collect(Collectors.joining(" "));
    }

    private static String states(DeadQuery query) {
        var words = Stream.concat(
                Arrays.stream(DeadState.values()).map(DeadState::word), Stream.of(DeadFilter.UNKNOWN, "all"));
        return words.map(word -> "<option" + (word.equals(query.text("state")) ? " selected" : "") + ">" + word)
                .collect(Collectors.joining());
    }

    private static String table(DeadQuery query, LetterPage found) {
        if (found.letters().isEmpty()) return Html.tag("p", "", "None.");
        var rows = found.letters().stream().map(DeadPage::row).collect(Collectors.joining("\n"));
        return Html.tag("table", "", HEAD + rows) + more(query, found.next());
    }

    private static String row(Letter letter) {
        return Html.tag(
                "tr",
                "",
                Html.tag("td", "t", Html.escape(letter.at().toString()))
                        + Html.tag("td", "", letter.state().word())
                        + Html.tag("td", "", Html.escape(letter.destination().isEmpty() ? "-" : letter.destination()))
                        + Html.tag("td", "", Html.escape(letter.reason()))
                        + Html.tag("td", "", Html.escape(letter.lastAnswer()))
                        + Html.tag("td", "n", String.valueOf(letter.attempts()))
                        + Html.tag("td", "", about(letter)));
    }

    private static String about(Letter letter) {
        var self = "<a href=\"/dead/" + encoded(letter.id()) + "\">letter</a> ";
        var contact = letter.contact().isEmpty() ? "" : " " + Html.trace("contact", letter.contact(), letter.contact());
        return self + Html.trace("event", letter.event(), "trace") + contact;
    }

    private static String more(DeadQuery query, String next) {
        if (next.isEmpty()) return "";
        var href = query.parts().entrySet().stream()
                .filter(part -> !part.getKey().equals("after"))
                .map(part -> part.getKey() + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&", "/dead.html?", "&after=" + encoded(next)));
        return Html.tag("p", "", "<a href=\"" + Html.escape(href) + "\">More, earlier ones</a>");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
