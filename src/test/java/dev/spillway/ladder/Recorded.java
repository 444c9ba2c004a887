package dev.spillway.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/** What an accepted webhook cost when it was last recorded, as a multiple of what the bare server needed in the same run. */
record Recorded(double gatewayOverNull) {
    static final Path FILE = Path.of("load-tests", "ladder-recorded.properties");

    private static final String KEY = "gateway_over_null";
    private static final double MORE_MAX = 1.25;

    static Recorded read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        var value = properties.getProperty(KEY);
        if (value == null) throw new IOException(file + " does not say " + KEY);
        return new Recorded(Double.parseDouble(value));
    }

    void write(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty(KEY, String.format(Locale.ROOT, "%.3f", gatewayOverNull));
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
