package dev.spillway.template;

import dev.spillway.template.TemplateFile.Wording;
import dev.spillway.yaml.Problems;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What Meta would refuse about a template in one language. Lengths are UTF-16 units, with placeholders as they are written. */
final class WordingLint {
    private static final int HEADER_MAX = 60;
    private static final int BODY_MAX = 1024;
    private static final int FOOTER_MAX = 60;

    private final TemplateFile file;
    private final Wording wording;
    private final String at;
    private final Problems problems;

    /** @param at the wording's key */
    WordingLint(TemplateFile file, Wording wording, String at, Problems problems) {
        this.file = file;
        this.wording = wording;
        this.at = at;
        this.problems = problems;
    }

    void check() {
        if (file.category() == Category.AUTHENTICATION) authentication();
        else free();
        new ButtonLint(file.category(), wording.buttons(), at + ".buttons", problems).check();
    }

    /** Their texts are Meta's. */
    private void authentication() {
        var none = "leave it out: Meta writes the texts of authentication templates";
        if (wording.header() != null) problems.add(at + ".header", "does not go with authentication", none);
        if (wording.body() != null) problems.add(at + ".body", "does not go with authentication", none);
        if (wording.footer() != null) problems.add(at + ".footer", "does not go with authentication", none);
        if (!file.placeholders().isEmpty()) {
            problems.add("placeholders", "do not go with authentication", "the code is all there is");
        }
    }

    private void free() {
        if (wording.securityNote() || wording.codeExpires() > 0) {
            problems.add(at, "securityNote and codeExpires go with authentication only", "");
        }
        header();
        body();
        footer();
        optOut();
    }

    private void header() {
        if (!(wording.header() instanceof Header.Text header)) return;
        var key = at + ".header.text";
        length(key, header.text(), HEADER_MAX);
        var placeholders = new Placeholders(header.text());
        wellFormed(key, placeholders);
        var count = placeholders.names().size();
        if (count > 1) problems.add(key, "has " + count + " placeholders", "a header may have one");
        if (count == 1 && header.sample() == null) {
            problems.add(at + ".header.sample", "is missing", "Meta's reviewers want to see one");
        }
    }

    private void body() {
        var body = wording.body();
        var key = at + ".body";
        if (body == null) {
            problems.add(key, "is missing", "");
            return;
        }
        length(key, body, BODY_MAX);
        var placeholders = new Placeholders(body);
        wellFormed(key, placeholders);
        if (placeholders.atAnEdge()) problems.add(key, "begins or ends with a placeholder", "put words around it");
        if (placeholders.adjacent()) problems.add(key, "has placeholders next to each other", "put words between them");
        compare(key, declared(), new TreeSet<>(placeholders.names()));
    }

    private Set<String> declared() {
        var named = file.placeholders().stream().anyMatch(it -> it.name() != null);
        if (!named) {
            return IntStream.rangeClosed(1, file.placeholders().size())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return file.placeholders().stream()
                .map(it -> Objects.requireNonNullElse(it.name(), ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void compare(String key, Set<String> declared, Set<String> used) {
        var unknown = new LinkedHashSet<>(used);
        unknown.removeAll(declared);
        if (!unknown.isEmpty()) {
            problems.add(key, "has placeholders that are not declared: " + unknown, "add them to placeholders");
        }
        var unused = new LinkedHashSet<>(declared);
        unused.removeAll(used);
        if (!unused.isEmpty())
            problems.add(key, "does not use " + unused, "use them, or take them out of placeholders");
    }

    private void wellFormed(String key, Placeholders placeholders) {
        if (placeholders.broken()) {
            problems.add(key, "has braces that make no placeholder", "write {{name}} or {{1}}, without blanks");
        }
    }

    private void footer() {
        var footer = wording.footer();
        if (footer == null) return;
        length(at + ".footer", footer, FOOTER_MAX);
        if (footer.contains("{{")) problems.add(at + ".footer", "has a placeholder", "a footer may have none");
    }

    /** Who cannot say no presses "report". */
    private void optOut() {
        if (file.category() != Category.MARKETING) return;
        var words = wording.optOut();
        if (words == null || words.isBlank()) {
            problems.add(
                    at + ".optOut", "is missing: marketing must tell how to be left alone", "name the words that do");
        } else if (!says(wording.body(), words) && !says(wording.footer(), words) && !onAButton(words)) {
            problems.add(at + ".optOut", "stands in neither body nor footer nor on a quick reply", "");
        }
    }

    private static boolean says(@Nullable String text, String words) {
        return text != null && text.contains(words);
    }

    private boolean onAButton(String words) {
        return wording.buttons().stream()
                .anyMatch(it ->
                        it instanceof Button.QuickReply reply && reply.text().equals(words));
    }

    private void length(String key, String text, int max) {
        if (text.isBlank()) problems.add(key, "must not be blank", "");
        if (text.length() > max) {
            problems.add(key, "has " + text.length() + " characters, at most " + max + " are allowed", "");
        }
    }
}
