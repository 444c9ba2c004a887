/**
 * Token buckets: pure arithmetic, and the same arithmetic as a Redis script on the server's clock.
 */
@NullMarked
package dev.spillway.limit;

import org.jspecify.annotations.NullMarked;
