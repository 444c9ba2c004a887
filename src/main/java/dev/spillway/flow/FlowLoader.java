package dev.spillway.flow;

import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads flow files and texts, and tries every text with every example before anything runs. */
public final class FlowLoader {
    private static final int FILES_MAX = 500;

    private FlowLoader() {}

    /**
     * Loads all {@code *.yaml} of one directory and all {@code <language>/<key>.hbs} of the other. Blocks: call it before the
     * event loops start.
     *
     * @throws FaultyFileException with every problem of every file
     */
    public static FlowBook load(Path flows, Path texts, FlowSettings settings) {
        var problems = new ArrayList<Problem>();
        var library = TextLoader.load(texts, settings, problems);
        var sources = files(flows, ".yaml", problems).stream()
                .flatMap(path -> read(path, problems).stream())
                .toList();
        refuseTwins(sources);
        throwIfAny(sources, problems);
        var rehearsal = new Rehearsal(library);
        sources.forEach(rehearsal::of);
        throwIfAny(sources, problems);
        return new FlowBook(
                sources.stream().map(FlowReader.Source::flow).toList(),
                sources.stream().flatMap(source -> source.needs().stream()).toList(),
                library);
    }

    private static Optional<FlowReader.Source> read(Path path, List<Problem> problems) {
        var ofFile = new Problems(String.valueOf(path.getFileName()));
        try {
            var source = FlowReader.read(Files.readString(path), ofFile);
            if (source.isEmpty()) problems.addAll(ofFile.list());
            return source;
        } catch (IOException e) {
            ofFile.add("", "cannot be read as UTF-8 text", "check that it exists and may be read");
            problems.addAll(ofFile.list());
            return Optional.empty();
        }
    }

    private static void throwIfAny(List<FlowReader.Source> sources, List<Problem> problems) {
        var ofSources = sources.stream().flatMap(source -> source.problems().list().stream());
        FaultyFileException.throwIfAny(
                Stream.concat(problems.stream(), ofSources).toList());
    }

    private static void refuseTwins(List<FlowReader.Source> sources) {
        var names = new HashSet<String>();
        for (var source : sources) {
            var isNew = names.add(source.flow().name());
            if (!isNew) source.problems().add("flow", "another file has a flow of this name", "rename one");
        }
    }

    /** The regular files of a directory with that ending, in the order of their names. */
    static List<Path> files(Path directory, String ending, List<Problem> problems) {
        return list(directory, problems).stream()
                .filter(path -> Files.isRegularFile(path)
                        && path.getFileName().toString().endsWith(ending))
                .toList();
    }

    /** What a directory holds, in the order of names. */
    static List<Path> list(Path directory, List<Problem> problems) {
        try (Stream<Path> paths = Files.list(directory)) {
            var found = new ArrayList<>(paths.sorted().limit(FILES_MAX + 1).toList());
            if (found.size() > FILES_MAX)
                problems.add(new Problem(directory.toString(), 0, "", "holds more than " + FILES_MAX + " files", ""));
            return found;
        } catch (IOException e) {
            var cure = "check that the directory exists and may be read";
            problems.add(new Problem(directory.toString(), 0, "", "cannot be listed", cure));
            return List.of();
        }
    }
}
