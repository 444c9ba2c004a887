package dev.spillway.flow;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be said, by language and key. Immutable. */
final class TextLibrary {
    private final Map<String, Map<String, Text>> byLanguage;
    private final String fallback;
    private final ZoneId zone;

    TextLibrary(Map<String, Map<String, Text>> byLanguage, FlowSettings settings) {
        this.byLanguage = Map.copyOf(byLanguage);
        this.fallback = settings.defaultLocale();
        this.zone = settings.timeZone();
    }

    /** All languages and locales that hold any text. */
    Set<String> languages() {
        return byLanguage.keySet();
    }

    /** Looks under es-AR, es, then the default locale and its language. */
    Optional<Text> find(String locale, String key) {
        return chain(locale).stream()
                .map(this::texts)
                .filter(texts -> texts.containsKey(key))
                .findFirst()
                .map(texts -> texts.get(key));
    }

    /** Whether a language has its own text, or its locale's language has. */
    boolean has(String locale, String key) {
        return texts(locale).containsKey(key)
                || texts(Languages.languageOf(locale)).containsKey(key);
    }

    /** The text with its data; fails with {@link TextException}. */
    String render(String locale, String key, Map<String, Object> data) {
        var text = find(locale, key).orElseThrow(() -> new TextException("there is no text " + key));
        return text.render(data, locale, zone);
    }

    /** What keeps a text from being said to anybody, whoever it is; empty if nothing does. */
    String flaw(String language, String key) {
        if (!has(language, key)) return "there is no text for " + language + "/" + key + ".hbs";
        try {
            render(language, key, Map.of("name", ""));
            return "";
        } catch (TextException e) {
            return "text " + language + "/" + key + ".hbs: " + e.what();
        }
    }

    private Map<String, Text> texts(String language) {
        return byLanguage.getOrDefault(language, Map.of());
    }

    private Set<String> chain(String locale) {
        var chain = new LinkedHashSet<String>();
        chain.add(locale);
        chain.add(Languages.languageOf(locale));
        chain.add(fallback);
        chain.add(Languages.languageOf(fallback));
        return chain;
    }
}
