package dev.spillway.template;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the library and the provider's list of one account do not have in common. */
final class TemplateDiff {
    private static final Set<String> CHANGEABLE = Set.of("APPROVED", "REJECTED", "PAUSED");

    private final List<Row> rows = new ArrayList<>();

    /** How a template stands there. */
    enum Standing {
        /** As in the library. */
        SAME,
        /** Not there yet. */
        MISSING,
        /** Other words, parts or category. */
        DIFFERS,
        /** There, but in no file. */
        FOREIGN,
        /** Not there, and past its last day: it need not be. */
        EXPIRED
    }

    /**
     * A template in a language.
     *
     * @param ours null if it is in no file
     * @param theirs null if it is not there
     * @param differences a line each: what is there and what the file says
     */
    record Row(
            String name,
            String language,
            Standing standing,
            @Nullable Template ours,
            @Nullable Listed theirs,
            List<String> differences) {
        /** Whether the provider lets it be changed now. */
        boolean changeable() {
            return theirs != null && CHANGEABLE.contains(theirs.status());
        }

        String status() {
            return theirs == null ? "-" : theirs.status().toLowerCase(Locale.ROOT);
        }
    }

    private TemplateDiff() {}

    static TemplateDiff of(List<Template> ours, List<Listed> theirs, LocalDate today) {
        var diff = new TemplateDiff();
        Map<String, Listed> there = new HashMap<>();
        theirs.forEach(it -> there.put(it.name() + " " + it.language(), it));
        for (var template : ours) {
            var listed = there.remove(template.name() + " " + template.language());
            diff.rows.add(row(template, listed, today));
        }
        there.values()
                .forEach(it -> diff.rows.add(new Row(it.name(), it.language(), Standing.FOREIGN, null, it, List.of())));
        diff.rows.sort(Comparator.comparing(Row::name).thenComparing(Row::language));
        return diff;
    }

    private static Row row(Template ours, @Nullable Listed theirs, LocalDate today) {
        if (theirs == null) {
            var standing = ours.expired(today) ? Standing.EXPIRED : Standing.MISSING;
            return new Row(ours.name(), ours.language(), standing, ours, null, List.of());
        }
        var differences = differences(new MetaForm(ours), theirs);
        var standing = differences.isEmpty() ? Standing.SAME : Standing.DIFFERS;
        return new Row(ours.name(), ours.language(), standing, ours, theirs, differences);
    }

    private static List<String> differences(MetaForm ours, Listed theirs) {
        var differences = new ArrayList<String>();
        if (!ours.category().equals(theirs.category())) {
            differences.add("- category: " + theirs.category().toLowerCase(Locale.ROOT));
            differences.add("+ category: " + ours.category().toLowerCase(Locale.ROOT));
        }
        var there = MetaForm.lines(theirs.components());
        var here = MetaForm.lines(ours.components());
        there.stream().filter(line -> !here.contains(line)).forEach(line -> differences.add("- " + line));
        here.stream().filter(line -> !there.contains(line)).forEach(line -> differences.add("+ " + line));
        return differences;
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether something is to be brought there. */
    boolean differs() {
        return rows.stream().anyMatch(it -> it.standing == Standing.MISSING || it.standing == Standing.DIFFERS);
    }

    /** For people: a line each, and below it what differs. */
    List<String> lines() {
        var table = new Table("NAME", "LANGUAGE", "STANDING", "STATUS", "QUALITY");
        rows.forEach(it -> table.row(
                it.name,
                it.language,
                it.standing.name().toLowerCase(Locale.ROOT),
                it.status(),
                it.theirs == null || it.theirs.quality().isEmpty()
                        ? "-"
                        : it.theirs.quality().toLowerCase(Locale.ROOT)));
        var plain = table.lines();
        var lines = new ArrayList<String>();
        lines.add(plain.get(0));
        for (var i = 0; i < rows.size(); i++) {
            lines.add(plain.get(i + 1));
            rows.get(i).differences.forEach(it -> lines.add("    " + it));
        }
        return lines;
    }
}
