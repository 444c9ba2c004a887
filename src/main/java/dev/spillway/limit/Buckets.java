package dev.spillway.limit;

import io.vertx.core.Future;

/** Token buckets by name, shared by everybody who uses the same name. */
@FunctionalInterface
public interface Buckets {
    /**
     * Takes up to {@code max} tokens, at once or not at all. A bucket that nobody has used yet is full. Fails with
     * {@code UNAVAILABLE} when the buckets cannot be reached: then nothing was granted.
     *
     * @param max >= 0; 0 only looks
     */
    Future<Grant> take(String name, Rate rate, int max);
}
