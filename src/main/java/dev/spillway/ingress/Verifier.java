package dev.spillway.ingress;

import io.vertx.core.MultiMap;

/** Tells whether a webhook comes from the provider. Callable from any thread, for several bodies at once. */
@FunctionalInterface
public interface Verifier {
    /** Judges the headers and the body exactly as it came. */
    Verification verify(MultiMap headers, byte[] body);
}
