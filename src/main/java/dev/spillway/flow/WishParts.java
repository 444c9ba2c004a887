package dev.spillway.flow;

import dev.spillway.event.Event;
import dev.spillway.gate.Facts;
import dev.spillway.gate.OptOuts;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;

/**
 * What the built-in flow {@code consent} needs.
 *
 * @param words by which people opt out and in again
 * @param tenants whose a business number is, by its id; empty if there is but one
 * @param known what they allow so far
 */
public record WishParts(OptOuts words, UnaryOperator<String> tenants, Known known) {
    /** Knows what people allow. */
    @FunctionalInterface
    public interface Known {
        /** Of the person an event is about, in the event's own shard. Fails with {@code UNAVAILABLE} while nobody can tell. */
        Future<Facts> of(Event event);
    }
}
