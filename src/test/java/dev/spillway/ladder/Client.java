package dev.spillway.ladder;

import java.io.IOException;
import java.util.List;

/** Sends requests over keep-alive connections, the next one when the last one is answered. Blocks. */
@FunctionalInterface
interface Client {
    /**
     * What to do.
     *
     * @param ports servers that share the connections evenly
     * @param threads for each server, where the client has several
     */
    record Drive(List<Integer> ports, int connections, int threads, int seconds, RequestFiles files) {}

    /**
     * Sends for the time of the drive.
     *
     * @throws IOException when it could not be done; errors of the server are part of the outcome
     */
    Outcome run(Drive drive) throws IOException;
}
