package dev.spillway.ingress.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spillway.event.Payload;
import java.io.IOException;

/** Digests of JSON, as lower-case hex. */
final class Sha256 {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final ObjectWriter SORTED = JSON.writer();

    private Sha256() {}

    /** Of the bytes as they are. */
    static String of(Payload bytes) {
        return bytes.sha256();
    }

    /**
     * Of the JSON with its keys sorted and all white space and escapes gone. Builds a tree: for rare, small elements only.
     * JSON that no tree is built of (a number of thousands of digits) counts by its bytes.
     */
    static String ofCanonical(Payload json) {
        try {
            return Payload.of(canonical(json)).sha256();
        } catch (IOException unbuildable) {
            return of(json);
        }
    }

    private static byte[] canonical(Payload json) throws IOException, JsonProcessingException {
        return SORTED.writeValueAsBytes(JSON.readValue(json.bytes(), Object.class));
    }
}
