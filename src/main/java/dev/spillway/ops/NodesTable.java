package dev.spillway.ops;

import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.dispatch.NodesAnswer.NodeView;
import dev.spillway.dispatch.NodesAnswer.ShardView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Who owns what, as a table, one line a node. */
final class NodesTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String HEAD =
            "<tr><th>node<th>state<th>files<th>started, UTC<th class=\"n\">heard<th class=\"n\">events"
                    + "<th class=\"n\">deliveries<th class=\"n\">shards<th>which</tr>";

    private NodesTable() {}

    static String of(NodesAnswer answer) {
        var lines = answer.nodes().stream().map(node -> row(answer, node)).collect(Collectors.joining("\n"));
        return unowned(answer.unowned()) + Html.tag("table", "", HEAD + lines);
    }

    private static String unowned(List<Integer> shards) {
        if (shards.isEmpty()) return "";
        return Html.tag("p", "bad", "Shards without an owner: " + ranges(shards));
    }

    private static String row(NodesAnswer answer, NodeView node) {
        var here = node.id().equals(answer.answeredBy()) ? ", answered this" : "";
        return Html.tag(
                "tr",
                "",
                Html.tag("td", "", Html.escape(node.name()) + Html.tag("div", "", Html.escape(node.id())))
                        + Html.tag("td", "", (node.draining() ? "draining" : "sharing") + here)
                        + Html.tag("td", "", Html.escape(node.edition()))
                        + Html.tag("td", "t", time(node.startedAt()))
                        + number(TraceTable.after(Duration.ofMillis(node.heartbeatAgeMs())) + " ago")
                        + number(node.load().events())
                        + number(node.load().deliveries())
                        + number(node.shards().size())
                        + Html.tag("td", "", which(node.shards())));
    }

    private static String number(Object value) {
        return Html.tag("td", "n", String.valueOf(value));
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String which(List<ShardView> shards) {
        if (shards.isEmpty()) return "";
        var latest =
                shards.stream().map(ShardView::since).max(Instant::compareTo).orElseThrow();
        var moving = shards.stream().filter(ShardView::moving).count();
        var note = moving == 0 ? "" : ", " + moving + " moving";
        return ranges(shards.stream().map(ShardView::shard).toList())
                + Html.tag("div", "", "latest since " + time(latest) + note);
    }

    /** {@code 0-3 5 7-9} of ascending numbers. */
    static String ranges(List<Integer> numbers) {
        var text = new StringBuilder();
        for (var i = 0; i < numbers.size(); i++) {
            var first = i;
            while (i + 1 < numbers.size() && numbers.get(i + 1) == numbers.get(i) + 1) i++;
            text.append(text.isEmpty() ? "" : " ").append(numbers.get(first));
            if (i > first) text.append('-').append(numbers.get(i));
        }
        return text.toString();
    }
}
