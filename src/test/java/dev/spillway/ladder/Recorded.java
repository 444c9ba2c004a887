package dev.spillway.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * What an accepted webhook cost when it was last recorded.
 *
 * @param gatewayOverNull as a multiple of what the bare server needed in the same run
 * @param by how it was measured
 */
record Recorded(double gatewayOverNull, By by) {
    static final Path FILE = Path.of("load-tests", "ladder-recorded.properties");

    private static final String KEY = "gateway_over_null";
    private static final String CLIENT = "client";
    private static final String LOOPS = "loops";
    private static final String CONNECTIONS = "connections";
    private static final double MORE_MAX = 1.25;

    /** What a measurement depends on: two that differ in it cannot be compared. */
    record By(String client, int loops, int connections) {
        /** As the command line has it. */
        String words() {
            return "--client " + client + " --loops " + loops + " --connections " + connections;
        }
    }

    /** @param usual for what a file does not say: older ones say none of it */
    static Recorded read(Path file, By usual) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        var value = properties.getProperty(KEY);
        if (value == null) throw new IOException(file + " does not say " + KEY);
        try {
            return new Recorded(Double.parseDouble(value), by(properties, usual));
        } catch (NumberFormatException e) {
            throw new IOException(file + " says what is no number: " + e.getMessage(), e);
        }
    }

    private static By by(Properties properties, By usual) {
        return new By(
                properties.getProperty(CLIENT, usual.client),
                Integer.parseInt(properties.getProperty(LOOPS, String.valueOf(usual.loops))),
                Integer.parseInt(properties.getProperty(CONNECTIONS, String.valueOf(usual.connections))));
    }

    void write(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty(KEY, String.format(Locale.ROOT, "%.3f", gatewayOverNull));
        properties.setProperty(CLIENT, by.client);
        properties.setProperty(LOOPS, String.valueOf(by.loops));
        properties.setProperty(CONNECTIONS, String.valueOf(by.connections));
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(
                    out, "Written by ./load-tests/ladder.sh --record-check; say in the commit why it changed.");
        }
    }

    /** Whether a run is not more than a quarter above it. What was not measured does not hold. */
    boolean allows(double measured) {
        return measured <= gatewayOverNull * MORE_MAX;
    }

    /** For people. */
    String judgement(double measured) {
        return String.format(
                Locale.ROOT,
                "check: gateway CPU of an accepted webhook is %.2f times the bare server's; recorded %.2f, allowed %.2f: %s",
                measured,
                gatewayOverNull,
                gatewayOverNull * MORE_MAX,
                allows(measured) ? "holds" : "too much");
    }
}
