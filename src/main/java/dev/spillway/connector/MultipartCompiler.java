package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a step sends under {@code multipart}. */
final class MultipartCompiler {
    private static final int PARTS_MAX = 10;

    private final ConnectorTools tools;
    private final Problems problems;

    MultipartCompiler(ConnectorTools tools) {
        this.tools = tools;
        this.problems = tools.problems();
    }

    Multipart compile(String key, String name, List<@Nullable PartFile> files, Set<String> names) {
        if (files.size() > PARTS_MAX) problems.add(key, "has " + files.size() + " parts", "use at most " + PARTS_MAX);
        var parts = new ArrayList<Multipart.Part>();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            if (file != null) parts.add(part(key + "[" + i + "]", file, names));
        }
        return new Multipart(name + ".multipart", parts);
    }

    private Multipart.Part part(String key, PartFile file, Set<String> names) {
        if ((file.value() == null) == (file.file() == null)) {
            problems.add(key, "holds nothing or two things", "write value or file");
        }
        if (file.filename() != null && file.file() == null) {
            problems.add(key + ".filename", "belongs to a file", "write file instead of value, or remove it");
        }
        if (file.maxBytes() < 1 || file.maxBytes() > Multipart.BYTES_MAX) {
            problems.add(
                    key + ".maxBytes",
                    "must be 1.." + Multipart.BYTES_MAX + ", was " + file.maxBytes(),
                    "see what the backend takes");
        }
        return new Multipart.Part(
                file.name(),
                tools.expressions().compile(key + ".value", file.value(), names),
                path(key + ".file", file.file(), names),
                file.filename() == null ? null : tools.templates().compile(key + ".filename", file.filename(), names),
                file.type() == null ? null : tools.templates().compile(key + ".type", file.type(), names),
                file.maxBytes());
    }

    private List<String> path(String key, @Nullable String path, Set<String> names) {
        if (path == null) return List.of();
        var segments = List.of(path.split("\\.", -1));
        if (!path.matches("[A-Za-z]\\w*(\\.\\w+)+")) problems.add(key, "is no path", "write one, e.g. in.file");
        else if (!names.contains(segments.get(0))) problems.addUnknown(key, segments.get(0), names);
        return segments;
    }
}
