package dev.spillway.ops;

import dev.spillway.ledger.MessageState;
import dev.spillway.ledger.TraceAnswer;
import dev.spillway.ledger.TraceRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Collectors;

/** A trace as a table, one line a row, each with the time since the first. */
final class TraceTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int ID_SHOWN = 8;
    private static final String HEAD =
            "<tr><th>UTC<th class=\"n\">after<th>what<th>step<th>event<th>about<th>detail</tr>";

    private TraceTable() {}

    static String of(TraceAnswer answer) {
        if (answer.rows().isEmpty() && answer.messages().isEmpty()) {
            return Html.tag("p", "bad", "The ledger knows nothing of it. New rows take about a second to get there.");
        }
        var cut = answer.truncated() ? Html.tag("p", "bad", "There are more; these are the latest.") : "";
        return cut + rows(answer) + messages(answer);
    }

    private static String rows(TraceAnswer answer) {
        if (answer.rows().isEmpty()) return "";
        var first = answer.rows().get(0).at();
        var lines = answer.rows().stream().map(row -> row(first, row)).collect(Collectors.joining("\n"));
        return Html.tag("table", "", HEAD + lines);
    }

    private static String row(Instant first, TraceRow row) {
        var event = Html.trace("event", row.event(), row.event().substring(0, ID_SHOWN));
        return Html.tag(
                "tr",
                "",
                Html.tag("td", "t", TIME.format(row.at()))
                        + Html.tag("td", "n", after(Duration.between(first, row.at())))
                        + Html.tag("td", "", Html.tag("b", "", Html.escape(row.kind())))
                        + Html.tag("td", "", Html.escape(row.step()))
                        + Html.tag("td", "", event)
                        + Html.tag("td", "", about(row))
                        + Html.tag("td", "", detail(row.detail())));
    }

    static String after(Duration since) {
        if (since.toSeconds() < 10) return since.toMillis() + " ms";
        return since.toMinutes() < 10 ? since.toSeconds() + " s" : since.toMinutes() + " min";
    }

    private static String about(TraceRow row) {
        return link("order", row.order())
                + link("message", row.messageId())
                + link("delivery", row.deliveryId())
                + link("contact", row.contact());
    }

    private static String link(String by, String id) {
        return id.isEmpty() ? "" : Html.tag("div", "", by + " " + Html.trace(by, id, id));
    }

    private static String detail(Map<String, Object> detail) {
        return detail.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(part -> Html.escape(part.getKey()) + " "
                        + Html.tag("b", "", Html.escape(String.valueOf(part.getValue()))))
                .collect(Collectors.joining(" · "));
    }

    private static String messages(TraceAnswer answer) {
        return answer.messages().stream().map(TraceTable::message).collect(Collectors.joining());
    }

    private static String message(MessageState message) {
        var error = message.error().isEmpty() ? "" : " (error " + message.error() + ")";
        var text = "message " + message.messageId() + " is now " + message.state() + error + ", since "
                + TIME.format(message.at());
        return Html.tag("p", "", Html.escape(text));
    }
}
