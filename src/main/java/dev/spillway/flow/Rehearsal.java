package dev.spillway.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says every text of a flow in every language with every example, and evaluates every expression on them, before a customer
 * meets one: finds texts that are missing, words in them that the flow does not know at that point, and expressions that
 * yield nothing usable.
 */
final class Rehearsal {
    private final TextLibrary texts;

    Rehearsal(TextLibrary texts) {
        this.texts = texts;
    }

    void of(FlowReader.Source source) {
        var flow = source.flow();
        var known = List.of(flow.sample());
        for (var step : flow.steps()) known = step(source, step, known);
        for (var otherwise : flow.otherwise().values()) say(source, otherwise.text(), List.of(flow.sample()));
        for (var step : flow.afterwards()) evaluate(source, step.input(), flow.sample());
    }

    /** What is known behind the step. */
    private List<Map<String, Object>> step(FlowReader.Source source, FlowStep step, List<Map<String, Object>> known) {
        if (step instanceof FlowStep.Ask ask) say(source, ask.text(), List.of(Map.of()));
        if (step instanceof FlowStep.Reply reply) say(source, reply.text(), known);
        if (step instanceof FlowStep.Deliver deliver) evaluate(source, deliver.input(), known.get(0));
        return step instanceof FlowStep.Lookup lookup ? lookup(source, lookup, known) : known;
    }

    private List<Map<String, Object>> lookup(
            FlowReader.Source source, FlowStep.Lookup lookup, List<Map<String, Object>> known) {
        evaluate(source, lookup.input(), known.get(0));
        return combined(known, lookup);
    }

    private void evaluate(FlowReader.Source source, Formula input, Map<String, Object> known) {
        try {
            input.object(View.sample(known));
        } catch (FlowFault e) {
            note(source, "fails on the example: " + e.getMessage());
        }
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
        source.problems().add("", what, "");
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
