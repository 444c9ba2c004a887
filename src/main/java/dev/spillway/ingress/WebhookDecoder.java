package dev.spillway.ingress;

import dev.spillway.event.Event;
import java.util.List;

/**
 * Takes webhooks of one source apart. Total: a body that cannot be read becomes one {@code UNREADABLE} event. Pure, and callable
 * from any thread for several bodies at once: a body so long that it would hold an event loop belongs on a worker.
 */
@FunctionalInterface
public interface WebhookDecoder {
    /**
     * The events of a body, in its order; none if it holds none. The events keep slices of the array, which nobody may change
     * any more.
     */
    List<Event> decode(byte[] body);
}
