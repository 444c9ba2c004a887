package dev.spillway.yaml;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/**
 * What the Javadoc of records says of their components, at run time: a test writes it down from the sources, and fails where it
 * is not what they say.
 */
final class Descriptions {
    private static final String PACKAGES = "dev.spillway.";

    private final Properties byName;

    private Descriptions(Properties byName) {
        this.byName = byName;
    }

    static Descriptions shipped() {
        try (var stream = Objects.requireNonNull(Descriptions.class.getResourceAsStream("descriptions.properties"));
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var read = new Properties();
            read.load(reader);
            return new Descriptions(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if the Javadoc says nothing. */
    String of(Class<?> record, String component) {
        return byName.getProperty(name(record) + "." + component, "");
    }

    /** A class in descriptions and schemas, e.g. {@code connector.StepFile}. */
    static String name(Class<?> type) {
        return type.getName().replace(PACKAGES, "").replace('$', '.');
    }
}
