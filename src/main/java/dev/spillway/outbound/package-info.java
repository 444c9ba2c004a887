/**
 * The one way out: HTTP calls to backends and senders, and the pumps that feed them from the lanes.
 *
 * <p>Each destination is a nest of small wrappers, {@code metered(breaker(bulkhead(bucket(httpClient))))}, and a pump that
 * takes from its lane only what the nest can take. Promises: never more calls than the destination's limits; no call
 * outlives its deadline; a slow or dead destination delays nobody else; memory stays the same however long the backlog.
 * Never retries by itself: it says how an attempt ended, the lane decides when the next one is.
 */
@NullMarked
package dev.spillway.outbound;

import org.jspecify.annotations.NullMarked;
