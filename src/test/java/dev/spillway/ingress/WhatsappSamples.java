package dev.spillway.ingress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files of {@code src/test/resources/whatsapp}. */
public final class WhatsappSamples {
    private WhatsappSamples() {}

    /** The exact bytes of a file. */
    public static byte[] bytes(String file) {
        try (var stream = WhatsappSamples.class.getResourceAsStream("/whatsapp/" + file)) {
            return Objects.requireNonNull(stream, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
