package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of requests that were done, kept for a while. */
final class KeptKeys {
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private Duration window;

    /**
     * A request that was done.
     *
     * @param id of what it made
     */
    record Kept(Instant at, String body, String id) {}

    KeptKeys(Duration window) {
        this.window = window;
    }

    void window(Duration window) {
        this.window = window;
    }

    /** Null if none is kept under this key. */
    @Nullable
    Kept find(String key, Instant now) {
        kept.values().removeIf(one -> !one.at().plus(window).isAfter(now));
        return kept.get(key);
    }

    void keep(String key, Kept one) {
        kept.put(key, one);
    }
}
