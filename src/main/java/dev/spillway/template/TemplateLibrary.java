package dev.spillway.template;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All templates that the files describe. Immutable. */
public final class TemplateLibrary {
    private final List<Template> templates;

    TemplateLibrary(List<Template> templates) {
        this.templates = templates.stream()
                .sorted(Comparator.comparing(Template::name).thenComparing(Template::language))
                .toList();
    }

    /** By name and language. */
    List<Template> all() {
        return templates;
    }

    /** Those that may be sent from a number. */
    List<Template> of(String sender) {
        return templates.stream()
                .filter(it -> it.sender().isEmpty() || it.sender().equals(sender))
                .toList();
    }

    /** All versions, in all languages, of what the house calls so. */
    List<Template> house(String name) {
        return templates.stream().filter(it -> it.house().equals(name)).toList();
    }

    /** The other versions, in the same language, of what the house calls the same as one of Meta's. */
    List<Template> besides(String name, String language) {
        return templates.stream()
                .filter(it -> it.name().equals(name) && it.language().equals(language))
                .flatMap(it -> house(it.house()).stream())
                .filter(it -> it.language().equals(language) && !it.name().equals(name))
                .toList();
    }

    /** What the house calls them. */
    List<String> houses() {
        return templates.stream().map(Template::house).distinct().sorted().toList();
    }

    /** The last day a template may be sent on; empty if it never ends, or nobody has written it down. */
    public Optional<LocalDate> expires(String name, String language) {
        return templates.stream()
                .filter(it -> it.name().equals(name) && it.language().equals(language))
                .findFirst()
                .map(Template::expires);
    }

    /** Name and language of each, for people. */
    public List<String> titles() {
        return templates.stream().map(Template::title).toList();
    }
}
