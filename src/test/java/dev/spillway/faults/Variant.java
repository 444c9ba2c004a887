package dev.spillway.faults;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A gateway that is broken on purpose, to show that the bench would notice. A file of {@code src/test/variants} says which text
 * of which source to replace by which; what comes of it goes before the class path of the gateways.
 *
 * <pre>
 * === src/main/resources/dev/spillway/redis/shard.lua
 * --- the text, which must be there once
 * +++ what takes its place
 * </pre>
 */
final class Variant {
    private static final Path FOLDER = Path.of("src", "test", "variants");
    private static final Pattern CHANGE = Pattern.compile(
            "^=== (\\S+)\\n---\\n(.*?)\\n\\+\\+\\+\\n(.*?)(?=^=== |\\z)", Pattern.DOTALL | Pattern.MULTILINE);

    private final Map<Path, String> sources = new LinkedHashMap<>();
    private final Path overlay;

    private Variant(Path overlay) {
        this.overlay = overlay;
    }

    /** The names of all there are. */
    static List<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Builds one.
     *
     * @param overlay is made; gets what goes before the class path
     * @throws IOException if a text is not found once, or what comes of it is no Java
     */
    static void build(String name, Path overlay) throws IOException {
        var variant = new Variant(Files.createDirectories(overlay));
        var changes = CHANGE.matcher(Files.readString(FOLDER.resolve(name + ".txt")));
        while (changes.find())
            variant.change(
                    Path.of(changes.group(1)),
                    changes.group(2),
                    changes.group(3).stripTrailing());
        if (variant.sources.isEmpty()) throw new IOException("the variant " + name + " changes nothing");
        variant.write();
    }

    private void change(Path source, String before, String after) throws IOException {
        var text = sources.containsKey(source) ? sources.get(source) : Files.readString(source);
        var at = text.indexOf(before);
        if (at < 0 || text.indexOf(before, at + 1) >= 0) {
            throw new IOException(source + " must hold this once, for it to be changed:\n" + before);
        }
        sources.put(source, text.substring(0, at) + after + text.substring(at + before.length()));
    }

    private void write() throws IOException {
        var java = new ArrayList<String>();
        for (var source : sources.entrySet()) {
            var isJava = source.getKey().toString().endsWith(".java");
            var root = Path.of("src", "main", isJava ? "java" : "resources");
            var file = overlay.resolve(isJava ? "sources" : "").resolve(root.relativize(source.getKey()));
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            if (isJava) java.add(file.toString());
        }
        if (!java.isEmpty()) compile(java);
    }

    private void compile(List<String> files) throws IOException {
        var options = new ArrayList<>(List.of("-proc:none", "-parameters", "-d", overlay.toString()));
        options.addAll(List.of("-cp", overlay + File.pathSeparator + JavaProgram.mainClassPath()));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromStrings(files);
            if (!compiler.getTask(said, manager, null, options, null, units).call())
                throw new IOException(said.toString());
        }
    }
}
