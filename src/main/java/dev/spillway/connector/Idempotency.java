package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.Strategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a write is kept from being done twice.
 *
 * @param validFor how long the backend knows the key of a write; null: for ever
 */
record Idempotency(Strategy strategy, @Nullable Duration validFor) {
    /** Whether the backend still tells a repeat from a second piece of work. */
    boolean tells(Duration age) {
        return switch (strategy) {
            case LEDGER_ONLY, NONE -> false;
            case KEY_HEADER, DIRECTIVE, EXTERNAL_ID -> validFor == null || age.compareTo(validFor) < 0;
        };
    }
}
