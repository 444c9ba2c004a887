/**
 * The ladder, started by {@code load-tests/ladder.sh}: what each room of the accept path costs. Real processes on free
 * ports; the same payloads by the same client in the same run for a bare server, and for one with a room more on each rung.
 * It ends only processes that it started.
 */
@NullMarked
package dev.spillway.ladder;

import org.jspecify.annotations.NullMarked;
