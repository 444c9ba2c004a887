package dev.spillway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the Javadoc of records in sources says of their components. */
public final class RecordDocs {
    private static final Pattern RECORD = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*(?:public |private |static )*record (\\w+)\\(",
            Pattern.DOTALL);
    private static final Pattern PARAM =
            Pattern.compile("@param (\\w+) ((?:(?!@param|@return|@throws).)*)", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link|linkplain) ([^}]*)}");

    private final Map<String, String> byName = new TreeMap<>();

    private RecordDocs() {}

    /** Of all sources below a directory. */
    public static RecordDocs in(Path root) throws IOException {
        var docs = new RecordDocs();
        try (var files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> docs.read(root, file));
        }
        return docs;
    }

    private void read(Path root, Path file) {
        try {
            var top = root.relativize(file).toString().replace(".java", "").replace('/', '.');
            var text = Files.readString(file);
            for (var record : RECORD.matcher(text).results().toList()) {
                var name = record.group(2);
                var nested = top.endsWith("." + name) || top.equals(name) ? top : top + "." + name;
                PARAM.matcher(plain(record.group(1)))
                        .results()
                        .forEach(param -> byName.put(nested + "." + param.group(1), oneLine(param.group(2))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the stars at the beginning of lines. */
    private static String plain(String javadoc) {
        return javadoc.lines()
                .map(line -> line.replaceFirst("^\\s*\\*\\s?", ""))
                .collect(Collectors.joining("\n"));
    }

    private static String oneLine(String text) {
        return INLINE.matcher(text.strip().replaceAll("\\s+", " ")).replaceAll("$1");
    }

    /**
     * As a file of properties, sorted.
     *
     * @param wanted records, by package and name
     */
    public String properties(Set<String> wanted) {
        return byName.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey().replaceAll("\\.\\w+$", "")))
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }
}
