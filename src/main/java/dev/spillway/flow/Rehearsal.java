package dev.spillway.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says every text of a flow in every language with every example, before a customer hears it: finds texts that are missing
 * and words in them that the flow does not know at that point.
 */
final class Rehearsal {
    private final TextLibrary texts;
    private final Problems problems;

    Rehearsal(TextLibrary texts, Problems problems) {
        this.texts = texts;
        this.problems = problems;
    }

    void of(FlowReader.Source source) {
        var flow = source.flow();
        var known = List.of(flow.sample());
        for (var step : flow.steps()) known = step(source, step, known);
        for (var otherwise : flow.otherwise().values()) say(source, otherwise.text(), List.of(flow.sample()));
    }

    /** What is known behind the step. */
    private List<Map<String, Object>> step(FlowReader.Source source, FlowStep step, List<Map<String, Object>> known) {
        if (step instanceof FlowStep.Ask ask) say(source, ask.text(), List.of(Map.of()));
        if (step instanceof FlowStep.Reply reply) say(source, reply.text(), known);
        return step instanceof FlowStep.Lookup lookup ? combined(known, lookup) : known;
    }

    private static List<Map<String, Object>> combined(List<Map<String, Object>> known, FlowStep.Lookup lookup) {
        var combined = new ArrayList<Map<String, Object>>();
        for (var before : known) {
            for (var sample : lookup.samples()) {
                var after = new HashMap<>(before);
                after.put(lookup.as(), sample);
                combined.add(after);
            }
        }
        return combined;
    }

    private void say(FlowReader.Source source, String key, List<Map<String, Object>> known) {
        for (var language : languages(source.flow())) {
            if (!texts.has(language, key)) {
                note(source, "there is no text for " + language + "/" + key + ".hbs; write it");
            } else {
                for (var data : known) say(source, language, key, data);
            }
        }
    }

    private void say(FlowReader.Source source, String language, String key, Map<String, Object> known) {
        try {
            texts.render(language, key, Speaker.data(known, ""));
            texts.render(language, key, Speaker.data(known, "Rocío Téllez"));
        } catch (TextException e) {
            var line = e.line() > 0 ? ":" + e.line() : "";
            note(source, "text " + language + "/" + key + ".hbs" + line + ": " + e.what());
        }
    }

    private void note(FlowReader.Source source, String what) {
        var place = source.yaml().place();
        problems.add(place.file(), place.line(), "", what);
    }

    /** All there are, and those the flow listens to. */
    private Set<String> languages(Flow flow) {
        var languages = new LinkedHashSet<>(texts.languages());
        flow.triggers().stream()
                .map(Trigger::language)
                .filter(it -> !it.isEmpty())
                .forEach(languages::add);
        return languages;
    }
}
