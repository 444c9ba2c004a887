package dev.spillway.template;

import dev.spillway.template.TemplateFile.Version;
import dev.spillway.template.TemplateFile.Wording;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a directory of templates, {@code *.yaml}. Blocks. Everything that Meta would refuse and we can know is a problem. */
public final class TemplateLoader {
    private static final int FILES_MAX = 2000;

    private final Collection<String> senders;
    private final List<Problem> found = new ArrayList<>();
    private final List<Template> templates = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();

    private TemplateLoader(Collection<String> senders) {
        this.senders = senders;
    }

    /**
     * Loads all of them; a directory that is not there holds none.
     *
     * @param senders the numbers there are, by name
     * @throws FaultyFileException with every problem of all files
     */
    public static TemplateLibrary load(Path directory, Collection<String> senders) {
        var loader = new TemplateLoader(senders);
        for (var file : files(directory)) loader.read(file);
        FaultyFileException.throwIfAny(loader.found);
        return new TemplateLibrary(loader.templates);
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) return List.of();
        try (var all = Files.list(directory)) {
            return all.filter(it -> it.toString().endsWith(".yaml"))
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void read(Path path) {
        var problems = new Problems(path.toString());
        try {
            var file = StrictYaml.bind(TemplateFile.class, Files.readString(path), problems);
            if (file != null) take(file, problems);
        } catch (IOException e) {
            problems.add("", "cannot be read as UTF-8 text", "");
        }
        found.addAll(problems.list());
    }

    private void take(TemplateFile file, Problems problems) {
        var sender = file.sender();
        if (sender != null && !senders.contains(sender)) problems.addUnknown("sender", sender, senders);
        new TemplateLint(file, problems).check();
        for (var i = 0; i < file.versions().size(); i++) {
            var version = file.versions().get(i);
            if (version != null) version(file, version, "versions[" + i + "]", problems);
        }
    }

    private void version(TemplateFile file, Version version, String key, Problems problems) {
        var owner = owners.putIfAbsent(version.name(), file.template());
        if (owner != null)
            problems.add(key + ".name", "is taken by a version of " + owner, "each needs a name of its own");
        var expires = day(version.expires(), key + ".expires", problems);
        version.languages()
                .forEach((language, wording) -> templates.add(template(file, version, expires, language, wording)));
    }

    private static Template template(
            TemplateFile file, Version version, @Nullable LocalDate expires, String language, Wording wording) {
        return new Template(
                file.template(),
                version.version(),
                version.name(),
                language,
                file.category(),
                file.sender() == null ? "" : file.sender(),
                file.ttl(),
                expires,
                file.placeholders(),
                wording);
    }

    private static @Nullable LocalDate day(@Nullable String text, String key, Problems problems) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problems.add(key, "is no day: " + text, "write it like 2027-01-31");
            return null;
        }
    }
}
