package dev.spillway.flow;

import dev.spillway.connector.Capability;
import org.jspecify.annotations.Nullable;

/**
 * Whom a flow or a route asks: a backend by its name, or whichever has a capability.
 *
 * @param backend empty if a capability is wanted
 * @param capability null if a backend is named
 */
public record Wanted(String backend, @Nullable Capability capability) {
    public Wanted {
        if (backend.isEmpty() == (capability == null)) {
            throw new IllegalArgumentException("either a backend or a capability is wanted");
        }
    }

    /** Of what is written; exactly one of both must be. */
    public static Wanted of(@Nullable String backend, @Nullable Capability capability) {
        return new Wanted(backend == null ? "" : backend, capability);
    }

    /** For people. */
    @Override
    public String toString() {
        return capability == null ? backend : "capability " + capability.word();
    }
}
