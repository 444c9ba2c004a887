package dev.spillway.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a vendor is like stands in its YAML: a backend is added without Java. */
final class VendorsTest {
    private static final Pattern VENDORS = Pattern.compile(
            "salesforce|hubspot|hubapi|zendesk|shopify|netsuite|odoo|chatwoot|pulpos|zoho|zapier|s4hana|dynamics365|freshdesk");

    @Test
    void areNamedNowhereInTheCode() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                assertThat(VENDORS.matcher(Files.readString(source).toLowerCase(Locale.ROOT))
                                .results())
                        .as(source.toString())
                        .isEmpty();
            }
        }
    }
}
