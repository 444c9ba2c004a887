package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Message ids that look like Meta's, letters and digits after the dot. No two of one run are the same, nor of two runs. */
final class Wamids {
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private long made;

    /** A new one. */
    String next(Person person) {
        return id(person.waId() + "0" + run + HexFormat.of().toHexDigits(made++, 12));
    }

    private static String id(String seed) {
        var padded = seed + "0".repeat((3 - seed.length() % 3) % 3);
        return "wamid." + Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.US_ASCII));
    }
}
