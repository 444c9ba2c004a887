/**
 * The durable, deduplicated streams of accepted events, one a shard, in Redis; and the overflow in Postgres for what Redis
 * cannot take. An event is in the inbox once, or the provider is told to come again. Never runs an event.
 */
@NullMarked
package dev.spillway.inbox;

import org.jspecify.annotations.NullMarked;
