package dev.spillway.ingress.meta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.spillway.event.Payload;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks once over the bytes of a JSON text and tells where each value begins and ends. Stands on a value: whoever reads that
 * leaves it on its last token.
 */
final class JsonCursor implements Closeable {
    /** Deeper than any provider nests; what is deeper is not read at all. */
    private static final int DEPTH_MAX = 256;

    /** Numbers are passed over as bytes, so that their length costs nothing. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH_MAX)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] json;
    private final JsonParser parser;
    private String name = "";

    /** Stands on the outermost value. */
    JsonCursor(byte[] json) throws IOException {
        this.json = json;
        this.parser = JSON.createParser(json);
        if (parser.currentLocation().getByteOffset() < 0) throw new IOException("only UTF-8 has byte offsets");
        if (parser.nextToken() == null) throw new IOException("no JSON at all");
    }

    boolean atObject() {
        return parser.hasToken(JsonToken.START_OBJECT);
    }

    boolean atArray() {
        return parser.hasToken(JsonToken.START_ARRAY);
    }

    boolean atNull() {
        return parser.hasToken(JsonToken.VALUE_NULL);
    }

    /** Position of the first byte of the value it stands on. */
    int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** The bytes from there to the end of the value that was just read. */
    Payload since(int start) throws IOException {
        parser.finishToken();
        return Payload.of(json, start, (int) parser.currentLocation().getByteOffset() - start);
    }

    /** Passes over the value, whatever it is. */
    void pass() throws IOException {
        parser.skipChildren();
    }

    /** The text of a string, the digits of a number; null for anything else, which is passed over. */
    @Nullable
    String text() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) return parser.getText();
        if (parser.currentToken().isNumeric()) return parser.getText();
        pass();
        return null;
    }

    /** Goes from an object's beginning, or from the end of a field's value, to the next field's value; false at its end. */
    boolean nextField() throws IOException {
        if (parser.nextToken() != JsonToken.FIELD_NAME) return false;
        name = parser.currentName();
        parser.nextToken();
        return true;
    }

    /** The name of the field {@link #nextField} went to; ask before its value is read. */
    String name() {
        return name;
    }

    /** Goes from an array's beginning, or from the end of an element, to the next element; false at its end. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    /** Makes sure that nothing but white space follows. */
    void end() throws IOException {
        if (parser.nextToken() != null) throw new IOException("more than one JSON value");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
