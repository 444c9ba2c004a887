package dev.spillway.template;

import dev.spillway.template.TemplateFile.Placeholder;
import dev.spillway.template.TemplateFile.Version;
import dev.spillway.yaml.Problems;
import java.util.HashSet;
import java.util.regex.Pattern;

/** What is wrong with a file as a whole; {@link WordingLint} looks at each language. */
final class TemplateLint {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,3})?");

    private final TemplateFile file;
    private final Problems problems;

    TemplateLint(TemplateFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    void check() {
        var ttl = file.ttl();
        if (ttl != null && !file.category().allows(ttl)) {
            problems.add("ttl", "must be " + file.category().ttls() + " for this category", "");
        }
        if (file.category() == Category.MARKETING && file.sender() == null) {
            problems.add(
                    "sender", "is missing: marketing is sent from one number", "name one of gateway.yaml's senders");
        }
        placeholders();
        versions();
    }

    private void placeholders() {
        var named = file.placeholders().stream().filter(it -> it.name() != null).count();
        if (named > 0 && named < file.placeholders().size()) {
            problems.add("placeholders", "mix names and numbers", "give all of them a name, or none");
        }
        var seen = new HashSet<String>();
        for (var i = 0; i < file.placeholders().size(); i++) {
            var name = name(file.placeholders().get(i));
            if (!name.isEmpty() && !seen.add(name)) problems.add("placeholders[" + i + "].name", "stands twice", "");
        }
    }

    private static String name(Placeholder placeholder) {
        return placeholder.name() == null ? "" : placeholder.name();
    }

    private void versions() {
        if (file.versions().isEmpty()) problems.add("versions", "is empty", "a template needs at least one");
        var seen = new HashSet<Integer>();
        for (var i = 0; i < file.versions().size(); i++) {
            var version = file.versions().get(i);
            if (version == null) continue;
            var key = "versions[" + i + "]";
            if (!seen.add(version.version())) problems.add(key + ".version", "stands twice", "count it up");
            languages(version, key + ".languages");
        }
    }

    private void languages(Version version, String key) {
        if (version.languages().isEmpty()) problems.add(key, "is empty", "write it in at least one");
        version.languages().forEach((language, wording) -> {
            var at = key + "." + language;
            if (!LANGUAGE.matcher(language).matches()) {
                problems.add(at, "is no language of Meta's", "write es, or es_MX");
            }
            new WordingLint(file, wording, at, problems).check();
        });
    }
}
