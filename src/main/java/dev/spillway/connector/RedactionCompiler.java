package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.RedactFile;
import dev.spillway.yaml.Problems;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a connector's file lists below {@code redact}. */
record RedactionCompiler(Problems problems) {
    private static final int MAX = 50;
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern PARAMETER = Pattern.compile("[^\\p{Cntrl}]{1,64}");
    private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+){0,19}");

    Redaction compile(@Nullable RedactFile file) {
        if (file == null) return Redaction.NONE;
        return Redaction.listing(
                listed("redact.headers", file.headers(), HEADER, "a header's name"),
                listed("redact.query", file.query(), PARAMETER, "a parameter's name"),
                listed("redact.body", file.body(), PATH, "names parted by dots, e.g. customer.email"));
    }

    private List<String> listed(String key, List<@Nullable String> written, Pattern form, String what) {
        var names = written.stream().filter(Objects::nonNull).toList();
        if (names.size() > MAX)
            problems.add(key, "holds more than " + MAX, "name what holds several of them, or use *");
        for (var i = 0; i < names.size(); i++) {
            if (!form.matcher(names.get(i)).matches())
                problems.add(key + "[" + i + "]", "is no such name", "write " + what);
        }
        return names.stream().filter(name -> form.matcher(name).matches()).toList();
    }
}
