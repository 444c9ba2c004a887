package dev.spillway.limit;

import java.time.Duration;

/**
 * What a bucket gave.
 *
 * @param tokens 0 up to what was asked for
 * @param untilNext until there is at least one more, as far as this asker alone is concerned; zero if there is one now
 */
record Grant(int tokens, Duration untilNext) {}
