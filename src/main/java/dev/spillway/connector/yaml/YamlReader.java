package dev.spillway.connector.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** YAML text into nodes. One document; aliases are refused, since a small file with them can be a huge tree. */
final class YamlReader {
    private static final int TEXT_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 30;
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final YAMLParser parser;
    private final Problems problems;
    private int depth;

    private YamlReader(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Null if the text cannot be read at all; the problems say why. */
    static @Nullable YamlNode read(String text, Problems problems) {
        if (text.length() > TEXT_MAX) {
            problems.addAt(0, "file", "larger than " + TEXT_MAX + " characters", "split it");
            return null;
        }
        try (var parser = FACTORY.createParser(text)) {
            return new YamlReader(parser, problems).document();
        } catch (IOException e) {
            problems.addAt(line(e), "file", "not YAML: " + firstLine(e), "mend the indentation or the quotes here");
            return null;
        }
    }

    private @Nullable YamlNode document() throws IOException {
        if (parser.nextToken() == null) {
            problems.addAt(1, "file", "is empty", "write at least connector and operations");
            return null;
        }
        var root = node("");
        if (parser.nextToken() != null) {
            problems.addAt(line(), "file", "holds a second document", "one file, one document");
        }
        return root;
    }

    private YamlNode node(String path) throws IOException {
        var line = line();
        problems.locate(path, line);
        if (parser.isCurrentAlias()) {
            problems.addAt(line, path, "is an alias", "write the value out");
            return new YamlNode.Empty(line);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> nested(path, line, true);
            case START_ARRAY -> nested(path, line, false);
            case VALUE_NULL -> new YamlNode.Empty(line);
            default -> new YamlNode.Scalar(line, parser.getText());
        };
    }

    private YamlNode nested(String path, int line, boolean mapping) throws IOException {
        if (++depth > DEPTH_MAX) throw new IOException("nested deeper than " + DEPTH_MAX);
        var node = mapping ? mapping(path, line) : sequence(path, line);
        depth--;
        return node;
    }

    private YamlNode mapping(String path, int line) throws IOException {
        var entries = new LinkedHashMap<String, YamlNode>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var key = path.isEmpty() ? name : path + "." + name;
            var at = line();
            if (entries.containsKey(name)) problems.addAt(at, key, "is written twice", "remove one of them");
            problems.locate(key, at);
            parser.nextToken();
            entries.put(name, node(key));
        }
        return new YamlNode.Mapping(line, entries);
    }

    private YamlNode sequence(String path, int line) throws IOException {
        var items = new ArrayList<YamlNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(node(path + "[" + items.size() + "]"));
        return new YamlNode.Sequence(line, items);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private static int line(IOException e) {
        var at = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return at == null ? 0 : at.getLineNr();
    }

    private static String firstLine(IOException e) {
        var message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("unreadable");
    }
}
