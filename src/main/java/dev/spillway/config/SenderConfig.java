package dev.spillway.config;

import dev.spillway.outbound.DestinationSettings;
import dev.spillway.whatsapp.SenderSettings;
import java.net.URI;
import java.time.Duration;

/** A WhatsApp number and how it is treated as a destination; see {@link SenderSettings} for the parts. */
public record SenderConfig(
        String name,
        String phoneNumberId,
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
