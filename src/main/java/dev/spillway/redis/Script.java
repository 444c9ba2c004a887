package dev.spillway.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script, known to Redis by the SHA-1 of its text.
 *
 * @param name for logs and metrics
 * @param text Lua 5.1
 * @param sha lower-case hex
 */
public record Script(String name, String text, String sha) {
    /**
     * Reads a script from resources beside a class. Several files are joined in order: functions first, then their use.
     *
     * @throws IllegalArgumentException if a file is not there
     */
    public static Script load(Class<?> beside, String... files) {
        var text = new StringBuilder();
        for (var file : files) text.append(read(beside, file)).append('\n');
        return new Script(files[files.length - 1], text.toString(), sha1(text.toString()));
    }

    private static String read(Class<?> beside, String file) {
        try (var in = beside.getResourceAsStream(file)) {
            if (in == null) throw new IllegalArgumentException("no script " + file + " beside " + beside.getName());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
