/**
 * One way to Redis for all rooms: a pipelined connection per event loop that reconnects by itself, scripts that load
 * themselves, and the names of keys (all keys of a shard share one hash tag, so that a script touches one slot).
 */
@NullMarked
package dev.spillway.redis;

import org.jspecify.annotations.NullMarked;
