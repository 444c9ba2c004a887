package dev.spillway.ingress;

import dev.spillway.event.Event;
import java.util.List;

/** Takes webhooks of one source apart. Total: a body that cannot be read becomes one {@code UNREADABLE} event. */
@FunctionalInterface
public interface WebhookDecoder {
    /**
     * The events of a body, in its order; none if it holds none. The events keep slices of the array, which nobody may change
     * any more.
     */
    List<Event> decode(byte[] body);
}
