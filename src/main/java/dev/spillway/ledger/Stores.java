package dev.spillway.ledger;

import dev.spillway.postgres.PostgresSettings;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;

/** Where the ledger reads and where it writes. */
public record Stores(RedisSettings redis, Keyspace keys, PostgresSettings postgres) {}
