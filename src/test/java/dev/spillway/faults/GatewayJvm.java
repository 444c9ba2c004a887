package dev.spillway.faults;

import java.util.List;
import java.util.stream.Stream;

/** How the gateway's JVM is started where it is measured. */
public final class GatewayJvm {
    private static final List<String> AS_IN_IMAGE = List.of(
            "-XX:+AlwaysPreTouch",
            "-XX:MetaspaceSize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ThreadPriorityPolicy=1",
            "-XX:CompilerThreadPriority=0");

    private GatewayJvm() {}

    /**
     * With the options of the production image.
     *
     * @param heap its size, from the beginning
     */
    public static List<String> asInImage(String heap) {
        return Stream.concat(Stream.of("-Xms" + heap, "-Xmx" + heap), AS_IN_IMAGE.stream())
                .toList();
    }
}
