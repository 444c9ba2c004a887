package dev.spillway.flow;

import java.util.Optional;

/** Knows which backend is meant. */
@FunctionalInterface
public interface Backends {
    /** Takes everybody by name, and knows nobody by capability. */
    Backends BY_NAME =
            (wanted, channel) -> wanted.backend().isEmpty() ? Optional.empty() : Optional.of(wanted.backend());

    /**
     * The name of the backend.
     *
     * @param channel the business number that the event came to: several tenants and branches may have backends of their own
     * @return empty if nobody there has the capability
     */
    Optional<String> of(Wanted wanted, String channel);
}
