package dev.spillway.dispatch;

/** What became of the wish to run an event from its row in the overflow inbox; the numbers are those of {@code reserve.lua}. */
enum Reserved {
    /** It is run, or was, from the inbox in Redis. */
    TAKEN,
    /** It may be run. */
    OURS,
    /** It may be run, in the place of a repeat that Redis had accepted behind it and that was taken out of the inbox. */
    OURS_FOR_A_REPEAT;

    static Reserved of(int number) {
        return values()[number];
    }
}
