/**
 * Token buckets: pure arithmetic, the same arithmetic as a Redis script on the server's clock, and what is granted while
 * Redis is away.
 *
 * <p>Promises that nobody who shares a bucket ever gets more than {@code capacity + perSecond * seconds} tokens in any
 * stretch of time, on however many nodes. Never waits: it grants what there is and says when to come again.
 */
@NullMarked
package dev.spillway.limit;

import org.jspecify.annotations.NullMarked;
