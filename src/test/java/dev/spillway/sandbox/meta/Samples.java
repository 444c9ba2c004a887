package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Messages and webhooks as Meta documents them. */
final class Samples {
    private Samples() {}

    static ObjectNode read(String name) throws IOException {
        try (var file = Samples.class.getResourceAsStream(name + ".json")) {
            if (file == null) throw new FileNotFoundException(name);
            return Json.MAPPER.readValue(file, ObjectNode.class);
        }
    }
}
