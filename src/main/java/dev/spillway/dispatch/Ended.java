package dev.spillway.dispatch;

/** How the run of an event ended on this node. */
sealed interface Ended {
    /** It is done with, well or as a dead letter. */
    record Done() implements Ended {}

    /** It failed, or could not be run yet, and comes again. Its contact's later events wait for it. */
    record PutOff() implements Ended {}

    /** Nobody could write how it ended: it stays where it is, for whoever owns the shard next. */
    record Left() implements Ended {}

    Ended DONE = new Done();
    Ended PUT_OFF = new PutOff();
    Ended LEFT = new Left();
}
