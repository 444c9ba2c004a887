package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import dev.spillway.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A form that may hold files, as RFC 7578 wants it. The same parts make the same bytes. */
record Multipart(String name, List<Part> parts) implements Body {
    /** All parts together; the answer to more is a file elsewhere and its address here. */
    static final int BYTES_MAX = 8_000_000;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    /**
     * A part as it was written.
     *
     * @param value null for a file
     * @param file path to base64; empty for a value
     * @param filename null if it has none
     * @param type null for the usual
     */
    record Part(
            String name,
            @Nullable Expression value,
            List<String> file,
            @Nullable Template filename,
            @Nullable Template type,
            int maxBytes) {}

    /** What a part holds. */
    private record Held(Payload bytes, String type) {}

    Multipart {
        parts = List.copyOf(parts);
    }

    @Override
    public Content fill(Scope scope) {
        var held = new LinkedHashMap<Part, Held>();
        var sum = 0L;
        for (var part : parts) {
            var bytes = part.value == null ? file(part, scope) : value(part, part.value, scope);
            if (bytes == null) continue;
            held.put(part, bytes);
            sum += bytes.bytes.length();
            if (bytes.bytes.length() > part.maxBytes) throw tooLarge(part.name, part.maxBytes);
        }
        if (held.isEmpty()) throw Ended.with(Kind.INVALID, name + ": none of the parts has a value");
        if (sum > BYTES_MAX) throw tooLarge("all together", BYTES_MAX);
        return framed(held, scope);
    }

    /** The fields of the input that hold files. */
    Stream<String> files() {
        return parts.stream()
                .map(Part::file)
                .filter(path -> path.size() == 2 && path.get(0).equals("in"))
                .map(path -> path.get(1));
    }

    private Ended tooLarge(String what, int max) {
        return Ended.with(Kind.INVALID, name + ": " + what + " is larger than " + max + " bytes");
    }

    private @Nullable Held value(Part part, Expression value, Scope scope) {
        try {
            var found = value.evaluate(scope.values(), scope.values());
            if (found == null) return null;
            var single = !(found instanceof Map || found instanceof List);
            var text = single ? found.toString() : Json.text(found);
            return new Held(Payload.of(text), single ? TEXT : JSON);
        } catch (ExpressionException e) {
            throw Ended.with(Kind.CONFIG, name + "." + part.name + ": " + e.getMessage());
        }
    }

    private @Nullable Held file(Part part, Scope scope) {
        var text = scope.file(part.file);
        if (text == null || text.isEmpty()) return null;
        // Four characters hold three bytes: nothing that is too large is decoded.
        if (text.length() / 4L * 3 > part.maxBytes + 3L) throw tooLarge(part.name, part.maxBytes);
        try {
            return new Held(Payload.of(Base64.getMimeDecoder().decode(text)), BYTES);
        } catch (IllegalArgumentException e) {
            throw Ended.with(
                    Kind.INVALID, name + "." + part.name + ": " + String.join(".", part.file) + " is no base64");
        }
    }

    private static Content framed(Map<Part, Held> held, Scope scope) {
        var boundary = boundary(held);
        var out = new ByteArrayOutputStream();
        held.forEach((part, bytes) -> {
            write(out, "--" + boundary + "\r\n" + head(part, bytes, scope) + "\r\n");
            out.writeBytes(bytes.bytes.bytes());
            write(out, "\r\n");
        });
        write(out, "--" + boundary + "--\r\n");
        return new Content("multipart/form-data; boundary=" + boundary, Payload.of(out.toByteArray()));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Made of what it separates: nobody can put it there who does not know it before it is made. */
    private static String boundary(Map<Part, Held> held) {
        var all = new ByteArrayOutputStream();
        held.values().forEach(bytes -> all.writeBytes(bytes.bytes.bytes()));
        return "spillway-" + UUID.nameUUIDFromBytes(all.toByteArray());
    }

    private static String head(Part part, Held held, Scope scope) {
        var head = new StringBuilder("Content-Disposition: form-data; name=\"")
                .append(quoted(part.name))
                .append('"');
        var filename = part.filename == null ? "" : part.filename.fill(scope, null);
        if (!filename.isEmpty())
            head.append("; filename=\"").append(quoted(filename)).append('"');
        var type = part.type == null ? held.type : part.type.fill(scope, null);
        return head.append("\r\nContent-Type: ")
                .append(line(type))
                .append("\r\n")
                .toString();
    }

    /** As browsers write it: what would end the name is escaped. */
    private static String quoted(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** A line break would begin a header of the input's choosing. */
    private static String line(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) return text;
        throw Ended.with(Kind.INVALID, "a media type holds a character it must not");
    }
}
