package dev.spillway.faults;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A set of Redis servers that gateways use as one. */
interface Topology extends AutoCloseable {
    /** For people and the command line. */
    String name();

    /** What the configuration's part {@code redis} must say: keys and values. */
    Map<String, Object> settings();

    /**
     * A server whose loss hurts most: one that takes writes.
     *
     * @param dice picks among several
     */
    Victim victim(int dice) throws IOException;

    /** The ports of those that take writes at present. */
    List<Integer> writablePorts() throws IOException;

    /** Of all its processes. */
    List<Long> pids();

    @Override
    void close() throws IOException;
}
