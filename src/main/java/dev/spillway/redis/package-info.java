/**
 * One way to Redis for all rooms, be it one server, a master that Sentinels name, or a cluster: a pipelined connection per server
 * and event loop that reconnects by itself and finds servers that took over; scripts that load themselves; reads of many streams;
 * and the names of keys (all keys of a shard share one hash tag, so that a script touches one slot). Promises that whatever
 * happens to Redis no restart of ours is needed. Never queues what cannot be sent, never repeats what may have been executed.
 */
@NullMarked
package dev.spillway.redis;

import org.jspecify.annotations.NullMarked;
