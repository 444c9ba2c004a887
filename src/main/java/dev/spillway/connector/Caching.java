package dev.spillway.connector;

import dev.spillway.json.Expression;
import dev.spillway.json.ExpressionException;
import dev.spillway.json.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For how long the answer of a look-up is good. Pure; safe to use from any thread. */
public final class Caching {
    private final Duration ttl;
    private final Duration negativeTtl;
    private final Duration staleIfError;
    private final @Nullable Expression key;
    private final Map<String, Object> params;

    /** @param key null: the whole input */
    Caching(
            Duration ttl,
            Duration negativeTtl,
            Duration staleIfError,
            @Nullable Expression key,
            Map<String, Object> params) {
        this.ttl = ttl;
        this.negativeTtl = negativeTtl;
        this.staleIfError = staleIfError;
        this.key = key;
        this.params = params;
    }

    /** How long what was found is good. */
    public Duration ttl() {
        return ttl;
    }

    /** How long it holds that nothing was found; zero: it is asked again each time. */
    public Duration negativeTtl() {
        return negativeTtl;
    }

    /** For how long after that it is still better than no answer; zero: it is not. */
    public Duration staleIfError() {
        return staleIfError;
    }

    /** The same for the same question; empty: this one is not kept. */
    public String key(Map<String, Object> input) {
        if (key == null) return Json.text(input);
        var scope = Map.<String, Object>of("in", input, "param", params);
        try {
            var value = key.evaluate(scope, scope);
            return value == null ? "" : Json.text(value);
        } catch (ExpressionException e) {
            return "";
        }
    }
}
