package dev.spillway.template;

import dev.spillway.template.TemplateFile.Placeholder;
import dev.spillway.template.TemplateFile.Wording;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a template in one language: what Meta calls a template.
 *
 * @param house what the house calls it
 * @param name what Meta calls it
 * @param sender the only number it may be sent from; empty for any
 * @param expires the last day; null if it never ends
 */
record Template(
        String house,
        int version,
        String name,
        String language,
        Category category,
        String sender,
        @Nullable Duration ttl,
        @Nullable LocalDate expires,
        List<Placeholder> placeholders,
        Wording wording) {

    /** Whether placeholders have names; else they are numbered. */
    boolean named() {
        return placeholders.stream().anyMatch(it -> it.name() != null);
    }

    boolean expired(LocalDate today) {
        return expires != null && expires.isBefore(today);
    }

    /** Name and language, which no two templates share. */
    String title() {
        return name + " (" + language + ")";
    }
}
