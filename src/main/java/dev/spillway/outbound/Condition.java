package dev.spillway.outbound;

/**
 * What a destination is kept from for its own sake.
 *
 * @param pause until when it asked us to stay away
 * @param lowPause until when it has nothing left but for those somebody waits for
 * @param stop shut while a login is dead
 * @param holds the operations that do not fit it any more
 * @param forcing what a person wants of its breaker
 */
record Condition(Pause pause, Pause lowPause, Stop stop, Holds holds, Forcing forcing) {}
