package dev.spillway.flow;

import dev.spillway.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code <language or locale>/<key>.hbs}. */
final class TextLoader {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");
    private static final Pattern FILE = Pattern.compile("([a-z][a-z0-9-]{0,60})\\.hbs");
    private static final int CHARACTERS_MAX = 16 * 1024;

    private final TextEngine engine = new TextEngine();
    private final Map<String, Map<String, Text>> byLanguage = new HashMap<>();
    private final List<Problem> problems;

    private TextLoader(List<Problem> problems) {
        this.problems = problems;
    }

    static TextLibrary load(Path directory, FlowSettings settings, List<Problem> problems) {
        var loader = new TextLoader(problems);
        for (var path : FlowLoader.list(directory, problems)) loader.language(path);
        return new TextLibrary(loader.byLanguage, settings);
    }

    private void language(Path directory) {
        var language = directory.getFileName().toString();
        if (!Files.isDirectory(directory)) return;
        if (!LANGUAGE.matcher(language).matches()) {
            problems.add(new Problem(language, 0, "", "is no language", "call the directory es, or es-MX"));
            return;
        }
        var texts = byLanguage.computeIfAbsent(language, it -> new HashMap<>());
        for (var path : FlowLoader.files(directory, ".hbs", problems)) text(path, language, texts);
    }

    private void text(Path path, String language, Map<String, Text> texts) {
        var name = path.getFileName().toString();
        var matcher = FILE.matcher(name);
        var file = language + "/" + name;
        if (!matcher.matches()) problems.add(new Problem(file, 0, "", "must be called a-z 0-9 - and .hbs", ""));
        else compile(path, file).ifPresent(text -> texts.put(matcher.group(1), text));
    }

    private Optional<Text> compile(Path path, String file) {
        try {
            var source = Files.readString(path);
            if (source.length() > CHARACTERS_MAX)
                throw new TextException("is longer than " + CHARACTERS_MAX + " characters");
            return Optional.of(engine.compile(source));
        } catch (IOException e) {
            problems.add(new Problem(file, 0, "", "cannot be read as UTF-8 text", ""));
        } catch (TextException e) {
            problems.add(new Problem(file, e.line(), "", e.what(), ""));
        }
        return Optional.empty();
    }
}
