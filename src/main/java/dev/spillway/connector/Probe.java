package dev.spillway.connector;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A look whether the backend still has the fields that operations need, before any work runs into it.
 *
 * @param name of the check, e.g. {@code contact}
 * @param operations that do not fit while something is missing
 * @param every from one look to the next
 * @param begin the first step. {@code DONE}: all is there; {@code CONFIG}: its reason names what is missing; anything else tells
 *     nothing
 */
public record Probe(String name, List<String> operations, Duration every, Supplier<Step> begin) {
    /** Before its name, where a probe is tried as if it were an operation: {@code probe.contact}. */
    public static final String PREFIX = "probe.";

    public Probe {
        operations = List.copyOf(operations);
    }
}
