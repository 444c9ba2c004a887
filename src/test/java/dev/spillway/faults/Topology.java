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

    /** The servers that can be hurt at present; the first one has the most to say. */
    List<Victim> victims() throws IOException;

    /** The ports of those that take writes at present. */
    List<Integer> writablePorts() throws IOException;

    /** Of all its processes. */
    List<Long> pids();

    @Override
    void close() throws IOException;
}
