package dev.spillway.inbox;

import dev.spillway.postgres.PostgresSettings;
import java.time.InstantSource;

/**
 * What the overflow inbox of a node needs.
 *
 * @param redisTime the best guess of Redis' clock: what is accepted is dated by it
 */
public record OverflowParts(
        PostgresSettings postgres, OverflowSettings settings, InstantSource redisTime, OverflowMetrics metrics) {}
