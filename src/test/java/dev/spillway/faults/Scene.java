package dev.spillway.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What there is beside the gateways.
 *
 * @param before is done before any node starts
 * @param webhooksTo where the simulated Meta's own webhooks go: one address, or none
 * @param firstIsAhead by how much the first node's clock goes before all others; negative: behind
 * @param simulatorOptions of the JVM that simulates the others
 * @param simulatorNice below 0 that JVM goes before all others
 */
public record Scene(
        Before before,
        List<String> webhooksTo,
        Duration firstIsAhead,
        List<String> simulatorOptions,
        int simulatorNice) {
    static final Scene USUAL = after((redisPort, simulators) -> {});

    public Scene {
        webhooksTo = List.copyOf(webhooksTo);
        simulatorOptions = List.copyOf(simulatorOptions);
    }

    /** One where something is done before any node starts, and clocks are right. */
    public static Scene after(Before before) {
        return new Scene(before, List.of(), Duration.ZERO, Simulated.OPTIONS, 0);
    }

    /** The same with another clock of the first node. */
    public Scene ahead(Duration first) {
        return new Scene(before, webhooksTo, first, simulatorOptions, simulatorNice);
    }

    /** The same with other options for the JVM that simulates the others, and its place among all. */
    public Scene simulatedBy(List<String> options, int nice) {
        return new Scene(before, webhooksTo, firstIsAhead, options, nice);
    }

    /** What is done before any node starts. */
    public interface Before {
        /**
         * Prepares stores and simulators.
         *
         * @param redisPort on 127.0.0.1
         * @param simulators where they are, without a slash at its end
         */
        void prepare(int redisPort, String simulators) throws IOException;
    }

    Scene webhooksTo(String address) {
        return new Scene(before, List.of(address), firstIsAhead, simulatorOptions, simulatorNice);
    }
}
