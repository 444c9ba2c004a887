package dev.spillway.inbox;

import dev.spillway.postgres.PostgresSettings;

/**
 * What the overflow inbox of a node needs.
 *
 * @param redisTime the best guess of Redis' clocks: what is accepted is dated by it
 */
public record OverflowParts(
        PostgresSettings postgres, OverflowSettings settings, RedisTime redisTime, OverflowMetrics metrics) {}
