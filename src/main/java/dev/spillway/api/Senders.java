package dev.spillway.api;

import dev.spillway.connector.Operation;
import java.util.Optional;

/** The numbers that messages can be sent from. Callable from any event loop. */
public interface Senders {
    /**
     * Which one sends: the branch's own, else the tenant's, else everybody's.
     *
     * @throws IllegalArgumentException naming the field and the cure, if there is none, or more than one
     */
    Sender choose(Wish wish);

    /** What is wrong with a message before anything is tried: field and limit; empty if nothing is known to be. */
    Optional<String> objection(Sender sender, Operation operation);

    /**
     * Who is to send.
     *
     * @param name what the caller calls it; empty: whichever is meant
     * @param tenant for whom; empty: the caller does not say
     * @param branch of the tenant; empty: the caller does not say
     */
    record Wish(String name, String tenant, String branch) {}

    /**
     * A number for a message.
     *
     * @param name the destination's
     * @param tenant whose message it is; empty if there is but one
     */
    record Sender(String name, String tenant) {}
}
