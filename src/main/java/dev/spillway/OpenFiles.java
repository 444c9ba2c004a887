package dev.spillway;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.spillway.yaml.Problem;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many files the system lets this process have open. Each connection is one. */
final class OpenFiles {
    /** For stores, backends, logs, and the classes' own files. */
    private static final int OTHERS = 1_000;

    private OpenFiles() {}

    /** What is wrong where the doors alone may take more files than there are. */
    static Optional<Problem> lacking(int connectionsMax) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? lacking(connectionsMax, system.getMaxFileDescriptorCount())
                : Optional.empty();
    }

    static Optional<Problem> lacking(int connectionsMax, long filesMax) {
        if (filesMax - OTHERS >= connectionsMax) return Optional.empty();
        return Optional.of(new Problem(
                "gateway.yaml",
                0,
                "ingress.connectionsMax",
                connectionsMax + " connections, and " + OTHERS + " files for everything else, are more than the "
                        + filesMax + " that this process may open",
                "raise its limit of open files (ulimit -n), or allow fewer connections"));
    }
}
