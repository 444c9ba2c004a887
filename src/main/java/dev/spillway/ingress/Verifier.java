package dev.spillway.ingress;

import io.vertx.core.MultiMap;

/** Tells whether a webhook comes from the provider. One instance belongs to one event loop. */
@FunctionalInterface
public interface Verifier {
    /** Judges the headers and the body exactly as it came. */
    Verification verify(MultiMap headers, byte[] body);
}
