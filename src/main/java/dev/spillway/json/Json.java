package dev.spillway.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spillway.event.Payload;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one lenient mapper of payloads: JSON as {@code LinkedHashMap}, {@code List}, {@code String}, {@code Number},
 * {@code Boolean} and null. Failures are {@link IllegalArgumentException} that name the place, never the content.
 *
 * <p>Fractions become {@code BigDecimal}, so that {@code 1299.00} is still written with two digits after the point; whole
 * numbers stay exact whatever their size.
 */
public final class Json {
    /** Deeper than any provider nests, and shallow enough for every recursive walk of ours. */
    private static final int NESTING_MAX = 200;

    private static final JsonMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(Object.class);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private Json() {}

    /** Reads one JSON value; null is the JSON null. */
    public static @Nullable Object read(Payload payload) {
        try (var in = new PayloadStream(payload)) {
            return READER.readValue(in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Reads one JSON object. */
    public static Map<String, Object> object(Payload payload) {
        return asObject(read(payload));
    }

    /** Reads one JSON object. */
    public static Map<String, Object> object(byte[] bytes) {
        return object(Payload.of(bytes));
    }

    /** The value as a JSON object, if it is one. */
    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    public static Map<String, Object> asObject(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) return (Map<String, Object>) map;
        throw new IllegalArgumentException("JSON, but not an object");
    }

    /** Writes as UTF-8. A surrogate without its partner becomes a question mark: it must not stop a message. */
    public static Payload write(@Nullable Object value) {
        return Payload.of(text(value));
    }

    /** Writes as text without line breaks. */
    public static String text(@Nullable Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value");
        }
    }

    /** The cause is left out: the parser quotes what it read. */
    private static IllegalArgumentException unreadable(IOException e) {
        var at = e instanceof JsonProcessingException json ? json.getLocation() : JsonLocation.NA;
        if (at == null || at.getLineNr() < 0) return new IllegalArgumentException("not JSON");
        return new IllegalArgumentException("not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
}
