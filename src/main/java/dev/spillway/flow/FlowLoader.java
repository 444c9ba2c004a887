package dev.spillway.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Reads flow files and texts, and tries every text with every example before anything runs. */
public final class FlowLoader {
    private static final int FILES_MAX = 500;

    private FlowLoader() {}

    /**
     * Loads all {@code *.yaml} of one directory and all {@code <language>/<key>.hbs} of the other. Blocks: call it before the
     * event loops start.
     *
     * @throws FlowFileException with every problem of every file
     */
    public static FlowBook load(Path flows, Path texts, FlowSettings settings) {
        var problems = new Problems();
        var library = TextLoader.load(texts, settings, problems);
        var sources = files(flows, ".yaml", problems).stream()
                .flatMap(path -> FlowReader.read(path, problems).stream())
                .toList();
        refuseTwins(sources);
        problems.throwIfAny();
        var rehearsal = new Rehearsal(library, problems);
        sources.forEach(rehearsal::of);
        problems.throwIfAny();
        return new FlowBook(sources.stream().map(FlowReader.Source::flow).toList(), library);
    }

    private static void refuseTwins(List<FlowReader.Source> sources) {
        var names = new HashSet<String>();
        for (var source : sources) {
            var isNew = names.add(source.flow().name());
            if (!isNew) source.yaml().problem("flow", "another file has a flow of this name; rename one");
        }
    }

    /** The regular files of a directory with that ending, in the order of their names. */
    static List<Path> files(Path directory, String ending, Problems problems) {
        return list(directory, problems).stream()
                .filter(path -> Files.isRegularFile(path)
                        && path.getFileName().toString().endsWith(ending))
                .toList();
    }

    /** What a directory holds, in the order of names. */
    static List<Path> list(Path directory, Problems problems) {
        try (Stream<Path> paths = Files.list(directory)) {
            var found = new ArrayList<>(paths.sorted().limit(FILES_MAX + 1).toList());
            if (found.size() > FILES_MAX)
                problems.add(directory.toString(), 0, "", "holds more than " + FILES_MAX + " files");
            return found;
        } catch (IOException e) {
            problems.add(
                    directory.toString(), 0, "", "cannot be listed; check that the directory exists and may be read");
            return List.of();
        }
    }
}
