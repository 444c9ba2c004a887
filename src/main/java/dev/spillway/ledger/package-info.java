/**
 * The append-only audit trail: who wrote, what was looked up, what was done, when, with what result.
 *
 * <p>Rows travel through a Redis stream per shard (written by the same script as the change they tell of) and reach
 * Postgres in batches. Nothing waits for Postgres.
 */
@NullMarked
package dev.spillway.ledger;

import org.jspecify.annotations.NullMarked;
