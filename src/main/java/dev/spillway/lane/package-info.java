/**
 * The durable queues of what leaves. Everything that leaves, leaves by a lane, except a flow's live look-up.
 *
 * <p>A lane is one destination and priority inside a shard. It promises: deliveries of one contact leave one at a time, in
 * the order they were queued; an attempt is marked started before it goes out; a delivery ends as done or dead, never
 * silently.
 */
@NullMarked
package dev.spillway.lane;

import org.jspecify.annotations.NullMarked;
