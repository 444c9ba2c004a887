package dev.spillway.ingress;

import io.vertx.core.MultiMap;
import java.util.Optional;

/** How a provider checks that an address is ours, before it sends webhooks there. */
@FunctionalInterface
public interface Handshake {
    /** The text to answer a query with; empty if it must be refused. */
    Optional<String> answer(MultiMap query);
}
