package dev.spillway.redis;

import java.time.Duration;

/** Settings for tests that are quick to give up. */
final class Given {
    private Given() {}

    static RedisSettings settings(String url, RedisSettings.Mode mode, RedisSettings.Acknowledge acknowledge) {
        return new RedisSettings(
                url,
                "t",
                mode,
                "mymaster",
                "",
                acknowledge,
                1,
                Duration.ofMillis(300),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                1_000);
    }

    static RedisSettings standalone(String url) {
        return settings(url, RedisSettings.Mode.STANDALONE, RedisSettings.Acknowledge.FSYNC);
    }

    /** What a call ended with, in words. */
    static String words(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
