package dev.spillway.api;

import dev.spillway.connector.Operation;
import java.util.Optional;

/** The numbers that messages can be sent from. Callable from any event loop. */
public interface Senders {
    /**
     * Which one sends.
     *
     * @param name what the caller calls it; empty: whichever is meant
     * @param tenant whose number it must be; empty: the caller does not say
     * @throws IllegalArgumentException naming the field and the cure, if there is none, or more than one
     */
    Sender choose(String name, String tenant);

    /** What is wrong with a message before anything is tried: field and limit; empty if nothing is known to be. */
    Optional<String> objection(Sender sender, Operation operation);

    /**
     * A number.
     *
     * @param name the destination's
     * @param tenant whose it is; empty if there is but one
     */
    record Sender(String name, String tenant) {}
}
