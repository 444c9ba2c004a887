package dev.spillway.outbound;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import java.util.function.BooleanSupplier;

/**
 * The leave to make calls, of one attempt or of one live look-up.
 *
 * @param deadline until when
 * @param priority who goes first where there is a line
 * @param held whether the leave still holds; asked on the event loop, just before the bytes of each request are written
 * @param asks whether all there is to do is to ask if the destination is up: the breaker may wait for just that
 */
record Leave(Deadline deadline, Priority priority, BooleanSupplier held, boolean asks) {
    /** To do some work. */
    Leave(Deadline deadline, Priority priority, BooleanSupplier held) {
        this(deadline, priority, held, false);
    }

    /** To ask whether the destination is up. */
    static Leave asking(Deadline deadline) {
        return new Leave(deadline, Priority.INTERACTIVE, () -> true, true);
    }

    /** For a live look-up: it is nobody's delivery, nothing can take its leave away. */
    static Leave live(Deadline deadline) {
        return new Leave(deadline, Priority.INTERACTIVE, () -> true);
    }
}
