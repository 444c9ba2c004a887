package dev.spillway.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What business systems ask for.
 *
 * <pre>
 * gateway_api_messages_total{result}   messages posted: taken; repeated (taken before); invalid (a mistake in it); unavailable
 *                                      (nobody could store it)
 * </pre>
 */
public final class ApiMetrics {
    private final Counter taken;
    private final Counter repeated;
    private final Counter invalid;
    private final Counter unavailable;

    public ApiMetrics(MeterRegistry registry) {
        this.taken = counter(registry, "taken");
        this.repeated = counter(registry, "repeated");
        this.invalid = counter(registry, "invalid");
        this.unavailable = counter(registry, "unavailable");
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("gateway.api.messages").tag("result", result).register(registry);
    }

    void taken(boolean again) {
        (again ? repeated : taken).increment();
    }

    void invalid() {
        invalid.increment();
    }

    void notTaken() {
        unavailable.increment();
    }
}
