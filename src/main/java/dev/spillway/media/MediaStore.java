package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.BooleanSupplier;

/** Where files are kept, by key: parts of a-z A-Z 0-9 . _ - with slashes between. */
interface MediaStore {
    /**
     * Keeps a file whole or not at all; one of that key is replaced.
     *
     * @param content paused; it is read to its end
     * @param bytes its length; -1 if nobody knows
     * @param good asked at its end: one that is not is not kept, which fails with {@code UNAVAILABLE}
     */
    Future<Void> put(String key, ReadStream<Buffer> content, long bytes, BooleanSupplier good);

    /** Opens one. Fails with {@link MediaFailure}: {@code INVALID} if there is none. */
    Future<Opened> open(String key);

    /** What came is not what was announced. */
    static <T> Future<T> notGood() {
        return Future.failedFuture(new MediaFailure(Outcome.Kind.UNAVAILABLE, "the file is not what was announced"));
    }

    /**
     * A file that can be read.
     *
     * @param content paused
     * @param bytes its length
     * @param stamp changes with the content
     */
    record Opened(ReadStream<Buffer> content, long bytes, String stamp) {}
}
