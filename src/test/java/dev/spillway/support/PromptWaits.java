package dev.spillway.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has all tests look every 20 ms whether what they wait for has come true, unless they say otherwise: most of it takes a few
 * milliseconds, and Awaitility's own 100 ms were half of the time of many a test. How long they wait at most stays as it is.
 */
public final class PromptWaits implements BeforeAllCallback {
    private static final Duration POLL = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(POLL);
    }
}
