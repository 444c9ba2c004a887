package dev.spillway.ingress;

import dev.spillway.event.Event;
import java.util.List;

/**
 * What one look at a body tells.
 *
 * @param events what is in it; none if it is not the provider's
 */
public record Examined(Verification verification, List<Event> events) {}
