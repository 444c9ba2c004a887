package dev.spillway.connector;

import dev.spillway.connector.Template.Part;
import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts with holes into templates. */
final class TemplateCompiler {
    private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z]\\w*(?:\\.\\w+)*)((?:\\|\\w+)*)\\}");

    private final Parameters params;
    private final Problems problems;

    TemplateCompiler(Parameters params, Problems problems) {
        this.params = params;
        this.problems = problems;
    }

    /** @param names what a hole's path may begin with, beside parameters */
    Template compile(String key, String text, Set<String> names) {
        var parts = new ArrayList<Part>();
        var matcher = HOLE.matcher(text);
        var from = 0;
        while (matcher.find()) {
            addText(key, text.substring(from, matcher.start()), parts);
            parts.add(hole(key, matcher.group(1), matcher.group(2), names));
            from = matcher.end();
        }
        addText(key, text.substring(from), parts);
        return new Template(parts);
    }

    private void addText(String key, String text, List<Part> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            problems.add(key, "has a brace that belongs to no {name}", "write {param} or {in.field|filter}");
        }
        if (!text.isEmpty()) parts.add(new Template.Text(text));
    }

    private Part hole(String key, String path, String filters, Set<String> names) {
        var param = params.value(path);
        var compiled = filters(key, filters);
        if (param != null) return new Template.Text(applied(param, compiled));
        var segments = List.of(path.split("\\.", -1));
        if (!names.contains(segments.get(0)) || (segments.size() == 1 && Scope.OWN.contains(path))) {
            problems.addUnknown(key, path, known(names));
        }
        return new Template.Hole(segments, compiled);
    }

    private List<Filter> filters(String key, String words) {
        var filters = new ArrayList<Filter>();
        for (var word : words.split("\\|", -1)) {
            var found = Stream.of(Filter.values())
                    .filter(filter -> filter.word().equals(word))
                    .findFirst();
            found.ifPresent(filters::add);
            if (found.isEmpty() && !word.isEmpty()) {
                problems.addUnknown(
                        key, word, Stream.of(Filter.values()).map(Filter::word).toList());
            }
        }
        return filters;
    }

    private static String applied(String value, List<Filter> filters) {
        var applied = value;
        for (var filter : filters) applied = applied.isEmpty() ? applied : filter.apply(applied);
        return applied;
    }

    private List<String> known(Set<String> names) {
        return Stream.concat(params.names().stream(), names.stream().map(name -> name + ".…"))
                .toList();
    }
}
