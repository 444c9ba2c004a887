package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus would be told to alert on, and what the runbook says to it. */
class AlertsTest {
    private static final Pattern TOKEN = Pattern.compile("\\s+|[a-z_]+|\"[^\"]*\"|\\d+(\\.\\d+)?(ms|[smhd])?"
            + "|=~|!~|!=|[<>=]=?|[-+*/]|(?<open>[(\\[{])|(?<close>[)\\]}])|[,:]");

    @Test
    void asksOnlyForMetricsThatARoomHas() throws IOException {
        var names = MetricNames.ofTheRooms();

        assertThat(alerts())
                .hasSizeGreaterThan(30)
                .flatExtracting(alert -> MetricNames.askedBy(expression(alert)))
                .allMatch(names::knows, "is named in its room");
        assertThat(alerts())
                .allSatisfy(alert ->
                        assertThat(MetricNames.askedBy(expression(alert))).isNotEmpty());
    }

    @Test
    void asksInWordsThatPrometheusKnows() throws IOException {
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(readThrough(expression(alert)))
                        .as(expression(alert))
                        .isEmpty());
    }

    /** What is left of an expression where it stops to be made of tokens, or of brackets that are closed. */
    private static String readThrough(String expression) {
        var open = new ArrayDeque<Character>();
        var token = TOKEN.matcher(expression);
        while (token.lookingAt()) {
            if (token.group("open") != null) open.push(closing(token.group().charAt(0)));
            var close = token.group("close");
            if (close != null && (open.isEmpty() || close.charAt(0) != open.pop())) break;
            token.region(token.end(), expression.length());
        }
        var left = expression.substring(token.regionStart());
        return left + open.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private static char closing(char open) {
        return switch (open) {
            case '(' -> ')';
            case '[' -> ']';
            default -> '}';
        };
    }

    @Test
    void saysHowBadItIsAndWhatToDo() throws IOException {
        var headings = Files.readAllLines(Path.of("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(alerts()).allSatisfy(alert -> {
            var name = alert.path("alert").asText();
            var annotations = alert.path("annotations");
            assertThat(alert.path("labels").path("severity").asText()).isIn("critical", "warning", "info");
            assertThat(annotations.path("summary").asText()).isNotBlank();
            assertThat(annotations.path("runbook").asText())
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
        });
        assertThat(headings)
                .containsExactlyElementsOf(alerts().stream()
                        .map(alert -> alert.path("alert").asText())
                        .toList());
    }

    @Test
    void pointsNowhereInTheRunbookThatIsNotThere() throws IOException {
        var runbook = Files.readString(Path.of("docs/runbook.md"));
        var links = Pattern.compile("\\]\\(#([a-z]+)\\)").matcher(runbook).results();

        assertThat(links.map(link -> link.group(1)))
                .isNotEmpty()
                .allMatch(anchor -> Pattern.compile("(?mi)^### " + anchor + "$")
                        .matcher(runbook)
                        .find());
    }

    private static String expression(JsonNode alert) {
        return alert.path("expr").asText();
    }

    private static List<JsonNode> alerts() throws IOException {
        var groups = new YAMLMapper()
                .readTree(Files.readString(Path.of("deploy/prometheus/alerts.yml")))
                .path("groups");
        var alerts = new ArrayList<JsonNode>();
        for (var group : groups) group.path("rules").forEach(alerts::add);
        return alerts;
    }
}
