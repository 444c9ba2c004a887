package dev.spillway.ops;

import dev.spillway.consent.ConsentDesk;
import dev.spillway.consent.ConsentDesk.Known;
import dev.spillway.consent.ConsentDesk.Said;
import dev.spillway.consent.ConsentDesk.Window;
import dev.spillway.consent.Person;
import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /consent.html} for people: what somebody allows now, until when they may be written to, and what they said before. Changes
 * nothing. Whom it is about it tells by their last digits only.
 */
final class ConsentPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int SHOWN = 4;
    private static final String SAID_HEAD =
            "<tr><th>category<th>change<th>UTC<th>accepted<th>source<th>who<th>where<th>tenant</tr>";
    private static final String WINDOW_HEAD = "<tr><th>number<th>UTC<th>now</tr>";

    private final ConsentDesk desk;

    ConsentPage(ConsentDesk desk) {
        this.desk = desk;
    }

    void handle(RoutingContext context) {
        var person = new Person(text(context, "phone").replaceAll("[^0-9]", ""), text(context, "userId"));
        found(person)
                .otherwise(ConsentPage::problem)
                .onSuccess(result -> Replies.text(context, "text/html; charset=utf-8", html(result)))
                .onFailure(context::fail);
    }

    private Future<String> found(Person person) {
        if (person.phone().isEmpty() && person.userId().isEmpty()) return Future.succeededFuture("");
        return desk.known(person).map(known -> result(person, known));
    }

    private static String text(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.queryParams().get(name), "").strip();
    }

    /** Only texts that we wrote. */
    private static String problem(Throwable cause) {
        var ours = cause instanceof GatewayException || cause instanceof IllegalArgumentException;
        var text = ours
                ? String.valueOf(cause.getMessage())
                : "a defect of ours: " + cause.getClass().getSimpleName();
        return Html.tag("p", "bad", Html.escape(text));
    }

    private static String html(String result) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Spillway: what people allow</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/ops.css"></head><body>
                <h1><a href="/">Spillway</a>: what people allow</h1>
                <form action="/consent.html" method="get">
                <input name="phone" placeholder="phone" aria-label="phone" autocomplete="off">
                <input name="userId" placeholder="userId" aria-label="userId" autocomplete="off">
                <button>Show</button></form>
                %s
                </body></html>
                """.formatted(result);
    }

    private static String result(Person person, Known known) {
        return Stream.of(
                        Html.tag("h2", "", Html.escape(masked(person))),
                        known.complete()
                                ? ""
                                : Html.tag(
                                        "p", "bad", "What they allow is being read back: this may not be all of it."),
                        known.everywhere()
                                ? ""
                                : Html.tag(
                                        "p",
                                        "bad",
                                        "Not all of it counts under all of their names yet: it is being brought there."),
                        rest(known),
                        Html.tag("h2", "", "What counts now"),
                        table(SAID_HEAD, known.allowed(), ConsentPage::said, "They have said nothing."),
                        Html.tag("h2", "", "May be written to freely until"),
                        table(WINDOW_HEAD, known.windows(), ConsentPage::window, "They have not written lately."),
                        Html.tag("h2", "", "What they said, the latest first"),
                        known.note().isEmpty()
                                ? table(SAID_HEAD, known.history(), ConsentPage::said, "Nothing.")
                                : Html.tag("p", "bad", Html.escape(known.note())))
                .collect(Collectors.joining("\n"));
    }

    private static String rest(Known known) {
        var until = known.restsUntil();
        return until == null
                ? ""
                : Html.tag(
                        "p",
                        "",
                        "Has had enough offers, as the provider says; gets none until " + time(until) + " UTC.");
    }

    /** Enough to see that it is the one who was meant. */
    private static String masked(Person person) {
        var name = person.userId().isEmpty() ? person.phone() : person.userId();
        return "***" + name.substring(Math.max(0, name.length() - SHOWN));
    }

    private static <T> String table(String head, List<T> rows, Function<T, String> row, String none) {
        if (rows.isEmpty()) return Html.tag("p", "", none);
        return Html.tag("table", "", head + rows.stream().map(row).collect(Collectors.joining("\n")));
    }

    private static String said(Said said) {
        return row(Stream.of(
                said.category(),
                said.change(),
                time(said.at()),
                time(said.since()),
                said.source(),
                said.who(),
                said.where(),
                said.tenant()));
    }

    private static String window(Window window) {
        return row(Stream.of(window.channel(), time(window.until()), window.open() ? "open" : "over"));
    }

    private static String row(Stream<String> cells) {
        return Html.tag(
                "tr",
                "",
                cells.map(cell -> Html.tag("td", "", Html.escape(cell))).collect(Collectors.joining()));
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
