package dev.spillway.connector;

import dev.spillway.yaml.Default;
import org.jspecify.annotations.Nullable;

/**
 * A part of a multipart body: a value, or a file.
 *
 * @param name of the field
 * @param value expression; a single value is sent as text, anything else as JSON. Without a value the part is left out
 * @param file where the file's bytes are, in base64, e.g. {@code in.file}: a path, no expression; expressions do not see
 *     that field. Without them the part is left out
 * @param filename template; of a file
 * @param type template: its media type
 * @param maxBytes larger ones are {@code invalid}, 1..8000000
 */
record PartFile(
        String name,
        @Nullable String value,
        @Nullable String file,
        @Nullable String filename,
        @Nullable String type,
        @Default("5000000") int maxBytes) {}
