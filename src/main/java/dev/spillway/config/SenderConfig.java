package dev.spillway.config;

import dev.spillway.outbound.DestinationSettings;
import dev.spillway.whatsapp.SenderSettings;
import dev.spillway.yaml.Default;
import java.net.URI;
import java.time.Duration;

/**
 * A WhatsApp number and how it is treated as a destination; see {@link SenderSettings} for the other parts.
 *
 * @param tenant whose number it is: backends of that tenant are chosen for what comes to it; empty if there is but one
 * @param branch of the tenant; empty if there is but one
 */
public record SenderConfig(
        String name,
        String phoneNumberId,
        @Default String tenant,
        @Default String branch,
        String accessToken,
        URI apiUrl,
        String version,
        Duration timeout,
        DestinationSettings destination) {
    public SenderConfig {
        new SenderSettings(name, phoneNumberId, accessToken, apiUrl, version, timeout);
    }

    /** As room {@code whatsapp} wants it. */
    public SenderSettings settings() {
        return new SenderSettings(name, phoneNumberId, accessToken, apiUrl, version, timeout);
    }

    @Override
    public String toString() {
        return settings() + " " + destination;
    }
}
