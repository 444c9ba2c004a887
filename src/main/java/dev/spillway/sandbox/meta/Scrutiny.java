package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks a message over and keeps the first thing that is wrong with it. */
final class Scrutiny {
    private @Nullable MetaError breach;

    Part of(JsonNode body) {
        return new Part(this, "", body);
    }

    void demand(boolean met, MetaError otherwise) {
        if (!met && breach == null) breach = otherwise;
    }

    Optional<MetaError> breach() {
        return Optional.ofNullable(breach);
    }
}
