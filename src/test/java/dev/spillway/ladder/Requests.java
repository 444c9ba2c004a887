package dev.spillway.ladder;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whole HTTP requests, each with events that no other has. */
@FunctionalInterface
interface Requests {
    /** The next one; null when there is none left, none ever comes twice. */
    byte @Nullable [] next() throws IOException;
}
