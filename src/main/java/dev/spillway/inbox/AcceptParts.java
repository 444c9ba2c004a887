package dev.spillway.inbox;

import dev.spillway.redis.Keyspace;
import java.time.Duration;

/**
 * What the inboxes of all event loops of a node share.
 *
 * @param redisTimeout how long Redis may take with an event before it counts as not taken
 * @param patienceMax under strain that is so many times as long at most
 * @param time learns Redis' clock
 * @param watermarks is told what was appended
 */
public record AcceptParts(
        Keyspace keys,
        InboxSettings settings,
        InboxMetrics metrics,
        Duration redisTimeout,
        int patienceMax,
        RedisTime time,
        Watermarks watermarks) {}
