package dev.spillway.redis;

import org.jspecify.annotations.Nullable;

/**
 * A server's answer that a command belongs to another server: {@code MOVED 3999 10.0.0.7:6381}, or {@code ASK ..} while the slot
 * is on its way.
 *
 * @param asking whether the other serves only who says that he was sent
 */
record Redirect(boolean asking, int slot, Address to) {
    /** Null if it is no such answer. */
    static @Nullable Redirect of(Throwable cause) {
        var asking = RedisError.ASK.refused(cause);
        if (!asking && !RedisError.MOVED.refused(cause)) return null;
        var words = String.valueOf(cause.getMessage()).split(" ", -1);
        return new Redirect(asking, Integer.parseInt(words[1]), Address.parse(words[2], Endpoints.PORT));
    }
}
