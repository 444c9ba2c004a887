package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Message ids that look like Meta's. */
final class Wamids {
    private Wamids() {}

    /** A new one; letters and digits only after the dot. */
    static String next(Person person) {
        var random = UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        var seed = person.waId() + "0" + random;
        var padded = seed + "0".repeat((3 - seed.length() % 3) % 3);
        return "wamid." + Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.US_ASCII));
    }
}
