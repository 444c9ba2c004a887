package dev.spillway.connector;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A cheap question whether the backend is up.
 *
 * @param every from one to the next
 * @param begin the first step. {@code UNAVAILABLE}: it is down; whatever else it answers, it is up
 */
public record Health(Duration every, Supplier<Step> begin) {
    /** Its name, where it is tried as if it were an operation. */
    public static final String NAME = "health";
}
