package dev.spillway.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to call for a flow. Fires when one of its patterns or phrases is in the text, or its expression yields an object,
 * or it has none of these; but not when one of its {@code unless} patterns is in the text.
 *
 * @param language two letters, or empty if it tells nothing about the language
 * @param hints words that speak for this language when triggers of several languages fire
 * @param patterns tried first, in order; the first that fits gives the variables
 * @param words phrases, folded; they give no variables
 * @param unless what must not be in the text
 * @param when yields an object of variables, or nothing; null if there is none
 */
record Trigger(
        String language,
        List<String> hints,
        List<WordPattern> patterns,
        List<String> words,
        List<WordPattern> unless,
        @Nullable Formula when) {

    /**
     * That a trigger fired.
     *
     * @param hints how many of the trigger's hints are in the text
     */
    record Match(String language, int hints, Map<String, Object> variables) {}

    Optional<Match> match(Folded text, Map<String, Object> view) {
        return said(text)
                .filter(found -> !isExcluded(text))
                .or(() -> expressed(text, view))
                .map(found -> new Match(
                        language, (int) hints.stream().filter(text::has).count(), found));
    }

    private boolean hasNoCondition() {
        return patterns.isEmpty() && words.isEmpty() && when == null;
    }

    /** Asked last: most texts say nothing that would have to be excluded. */
    private boolean isExcluded(Folded text) {
        return unless.stream().anyMatch(pattern -> pattern.isIn(text));
    }

    private Optional<Map<String, Object>> said(Folded text) {
        for (var pattern : patterns) {
            var found = pattern.find(text);
            if (found.isPresent()) return found;
        }
        return hasNoCondition() || words.stream().anyMatch(text::has) ? Optional.of(Map.of()) : Optional.empty();
    }

    private Optional<Map<String, Object>> expressed(Folded text, Map<String, Object> view) {
        if (when == null || isExcluded(text)) return Optional.empty();
        return when.value(view) instanceof Map<?, ?> map ? Optional.of(Fields.object(map)) : Optional.empty();
    }
}
