package dev.spillway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps what a running gateway would log out of what a command says to people, until it is closed. */
final class Hush {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.spillway.outbound");
    private final @Nullable Level before = logger.getLevel();

    /** From now on. */
    Hush() {
        logger.setLevel(Level.OFF);
    }

    /** Logs as before. */
    void close() {
        logger.setLevel(before);
    }
}
