package dev.spillway.backends;

import java.util.Map;

/**
 * How a backend is told to the gateway.
 *
 * @param perSecond calls of all nodes together; its own limits stand in its connector
 * @param concurrency calls side by side on a node
 * @param callSeconds after which a call is given up
 */
record Backend(Site site, double perSecond, int concurrency, int callSeconds) {
    /** One that is not held up by anything but what its connector says. */
    static Backend unlimited(Site site) {
        return new Backend(site, 2_000, 32, 5);
    }

    /** What stands in the file under {@code destination}. */
    Map<String, Object> destination() {
        return Map.of(
                "concurrency",
                concurrency,
                "queueMax",
                500,
                "rate",
                Map.of("capacity", (int) Math.ceil(perSecond / 4), "perSecond", perSecond),
                "callTimeout",
                "PT" + callSeconds + "S",
                "operationTimeout",
                "PT" + 3 * callSeconds + "S",
                "breaker",
                Map.of("callsMin", 20, "failurePercent", 50, "window", "PT10S", "openFor", "PT1S"),
                "backoff",
                Map.of("first", "PT0.2S", "max", "PT2S"),
                "attemptsMax",
                8,
                "ambiguousWait",
                "PT0S",
                "pauseMax",
                "PT1M");
    }
}
