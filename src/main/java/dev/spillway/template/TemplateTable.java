package dev.spillway.template;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The library as a table for people. */
public final class TemplateTable {
    private TemplateTable() {}

    /** A line for each template and language, below a head. */
    public static List<String> of(TemplateLibrary library, LocalDate today) {
        var table = new Table("TEMPLATE", "VERSION", "NAME", "LANGUAGE", "CATEGORY", "SENDER", "EXPIRES");
        for (var it : library.all()) {
            table.row(
                    it.house(),
                    String.valueOf(it.version()),
                    it.name(),
                    it.language(),
                    it.category().name().toLowerCase(Locale.ROOT),
                    it.sender().isEmpty() ? "any" : it.sender(),
                    expires(it, today));
        }
        return table.lines();
    }

    private static String expires(Template template, LocalDate today) {
        var day = template.expires();
        if (day == null) return "-";
        return template.expired(today) ? day + " (expired)" : day.toString();
    }
}
