/**
 * The durable, deduplicated streams of accepted events, one a shard. An event is in the inbox once, or the provider is told
 * to come again.
 */
@NullMarked
package dev.spillway.inbox;

import org.jspecify.annotations.NullMarked;
