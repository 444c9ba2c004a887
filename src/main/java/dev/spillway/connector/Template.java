package dev.spillway.connector;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text with holes, parameters already filled in. */
final class Template {
    private static final int VALUE_MAX = 1024;

    /** A piece of a template. */
    sealed interface Part {}

    /** Stands as it is. */
    record Text(String text) implements Part {}

    /**
     * Is filled from the scope.
     *
     * @param path e.g. in, orderNumber
     * @param filters applied in order
     */
    record Hole(List<String> path, List<Filter> filters) implements Part {
        String name() {
            return String.join(".", path);
        }

        boolean escaped() {
            return filters.stream().anyMatch(Filter::escapes);
        }

        /** What a login brought comes from where our secrets went: it may name a host. */
        boolean trusted() {
            return Scope.LOGINS.contains(path.get(0));
        }
    }

    private final List<Part> parts;

    Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A text without holes. */
    static Template of(String text) {
        return new Template(List.of(new Text(text)));
    }

    List<Part> parts() {
        return parts;
    }

    /** With every hole filled by the same text: to look at at load. */
    String sample(String filling) {
        return parts.stream()
                .map(part -> part instanceof Hole hole ? sample(hole, filling) : ((Text) part).text())
                .collect(Collectors.joining());
    }

    private static String sample(Hole hole, String filling) {
        return "auth.base".equals(hole.name()) ? "https://login.test" : filling;
    }

    /** Whether it is nothing but one hole whose value is missing. */
    boolean isBlank(Scope scope) {
        return parts.size() == 1 && parts.get(0) instanceof Hole hole && scope.text(hole.path()) == null;
    }

    /**
     * Fills it. Throws {@link Ended} with {@code INVALID}, naming the field, if a value is missing, too long or cannot stand
     * there.
     *
     * @param escape for values that no filter of their own escapes; null if none is needed
     */
    String fill(Scope scope, @Nullable Filter escape) {
        var filled = new StringBuilder();
        for (var part : parts)
            filled.append(part instanceof Text text ? text.text() : fill((Hole) part, scope, escape));
        return filled.toString();
    }

    private static String fill(Hole hole, Scope scope, @Nullable Filter escape) {
        var value = scope.text(hole.path());
        if (value == null) throw missing(hole);
        if (hole.trusted()) return value;
        if (value.length() > VALUE_MAX) throw invalid(hole, "is longer than " + VALUE_MAX + " characters");
        try {
            for (var filter : hole.filters()) value = filter.apply(value);
            return escape == null || hole.escaped() ? value : escape.apply(value);
        } catch (IllegalArgumentException e) {
            throw invalid(hole, "cannot stand in a URL");
        }
    }

    private static Ended missing(Hole hole) {
        if (!hole.trusted()) return invalid(hole, "is missing");
        return Ended.with(Outcome.Kind.CONFIG, hole.name() + " is missing: the login has not brought it");
    }

    private static Ended invalid(Hole hole, String what) {
        return Ended.with(Outcome.Kind.INVALID, hole.name() + " " + what);
    }
}
