package dev.spillway.ingress;

import dev.spillway.event.Event;
import java.util.List;

/**
 * What one look at a body tells.
 *
 * @param events what is in it; none if it is refused
 * @param detail what is told to the sender of one that is refused, beside the reason; empty for the usual words
 */
public record Examined(Verification verification, List<Event> events, String detail) {
    /** Of what is not refused. */
    public Examined(Verification verification, List<Event> events) {
        this(verification, events, "");
    }

    /** Of what is refused. */
    public static Examined refused(Reason reason, String detail) {
        return new Examined(Verification.refused(reason), List.of(), detail);
    }
}
