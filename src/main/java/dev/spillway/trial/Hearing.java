package dev.spillway.trial;

import dev.spillway.connector.Arrival;
import dev.spillway.connector.Connector;
import dev.spillway.connector.Report;
import dev.spillway.connector.Report.Fact;
import dev.spillway.connector.Report.Misfit;
import dev.spillway.connector.Webhook;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.trial.SampleFile.Incoming;
import dev.spillway.trial.SampleFile.Told;
import dev.spillway.trial.Trial.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a connector webhooks, and compares what it makes of them with what its samples say. */
final class Hearing {
    private static final String ANYTHING = "*";
    private static final String OWN_ID = "id:";

    private Hearing() {}

    static Verdict of(Connector connector, Incoming sample) {
        var complaint = connector
                .webhook()
                .map(webhook -> complaint(webhook, sample))
                .orElse("it takes no webhooks: give their secret under params");
        return new Verdict(sample.name(), complaint);
    }

    private static String complaint(Webhook webhook, Incoming sample) {
        var arrival = arrival(sample);
        var flaw = webhook.prove(arrival, sample.time()).flaw();
        if (flaw != null) return refusal(sample, flaw.name().toLowerCase(Locale.ROOT), "the signature");
        return read(webhook.read(arrival), sample);
    }

    private static Arrival arrival(Incoming sample) {
        var headers = sample.headers().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        return new Arrival(sample.method(), sample.path(), headers, Payload.of(sample.body()));
    }

    private static String refusal(Incoming sample, String word, String reason) {
        if (!sample.refused().equals(word)) return Matching.differs("refused", sample.refused(), word + ": " + reason);
        return reason.contains(sample.reason()) ? "" : Matching.differs("reason", sample.reason(), reason);
    }

    private static String read(List<Report> reports, Incoming sample) {
        for (var report : reports) {
            if (report instanceof Misfit misfit) {
                return refusal(sample, misfit.json() ? "misfit" : "not_json", misfit.reason());
            }
        }
        if (!sample.refused().isEmpty()) return Matching.differs("refused", sample.refused(), "it is taken");
        if (reports.size() != sample.events().size()) {
            return Matching.differs("number of events", sample.events().size(), reports.size());
        }
        for (var i = 0; i < reports.size(); i++) {
            var complaint = event(sample.events().get(i), (Fact) reports.get(i));
            if (!complaint.isEmpty()) return "event " + (i + 1) + ": " + complaint;
        }
        return "";
    }

    private static String event(Told told, Fact fact) {
        var seen = shown(fact);
        for (var wanted : shown(told).entrySet()) {
            var value = seen.get(wanted.getKey());
            var same = wanted.getValue().equals(ANYTHING) || wanted.getValue().equals(value);
            if (!same) return Matching.differs(wanted.getKey(), wanted.getValue(), value);
        }
        var data = data(fact.data());
        return told.data() == null || Matching.same(told.data(), data)
                ? ""
                : Matching.differs("data", Json.text(told.data()), Json.text(data));
    }

    private static Map<String, String> shown(Told told) {
        var at = told.at().isEmpty() || told.at().equals(ANYTHING)
                ? told.at()
                : Instant.parse(told.at()).toString();
        return shown(
                told.type(), told.id(), told.phone(), told.userId(), told.name(), told.record(), told.channel(), at);
    }

    private static Map<String, String> shown(Fact fact) {
        var id = fact.id().startsWith(OWN_ID) ? fact.id().substring(OWN_ID.length()) : fact.id();
        var about = fact.about();
        var at = fact.at() == null ? "" : fact.at().toString();
        return shown(fact.type(), id, about.phone(), about.userId(), about.name(), about.record(), about.channel(), at);
    }

    private static Map<String, String> shown(String... values) {
        var names = List.of("type", "id", "phone", "userId", "name", "record", "channel", "at");
        var shown = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) shown.put(names.get(i), values[i]);
        return shown;
    }

    private static @Nullable Object data(Payload json) {
        return Json.read(json);
    }
}
