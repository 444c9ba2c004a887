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
 */
public record Scene(Before before, List<String> webhooksTo, Duration firstIsAhead) {
    static final Scene USUAL = new Scene((redisPort, simulators) -> {}, List.of(), Duration.ZERO);

    public Scene {
        webhooksTo = List.copyOf(webhooksTo);
    }

    /** One where something is done before any node starts, and clocks are right. */
    public static Scene after(Before before) {
        return new Scene(before, List.of(), Duration.ZERO);
    }

    /** The same with another clock of the first node. */
    public Scene ahead(Duration first) {
        return new Scene(before, webhooksTo, first);
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
        return new Scene(before, List.of(address), firstIsAhead);
    }
}
