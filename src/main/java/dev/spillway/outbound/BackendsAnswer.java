package dev.spillway.outbound;

import java.util.List;

/**
 * All destinations.
 *
 * @param answeredBy the name of the node that sees them so
 */
public record BackendsAnswer(String answeredBy, List<BackendView> backends) {
    public BackendsAnswer {
        backends = List.copyOf(backends);
    }
}
