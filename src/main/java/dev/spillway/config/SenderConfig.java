package dev.spillway.config;

import dev.spillway.outbound.DestinationSettings;
import dev.spillway.whatsapp.SenderSettings;
import dev.spillway.yaml.Default;
import dev.spillway.yaml.Written;
import java.net.URI;
import java.time.Duration;

/**
 * A WhatsApp number and how it is treated as a destination; see {@link SenderSettings} for the other parts.
 *
 * @param tenant whose number it is: backends of that tenant are chosen for what comes to it; empty if there is but one
 * @param branch of the tenant; empty if there is but one
 * @param accessToken a secret, by reference only
 */
public record SenderConfig(
        String name,
        String phoneNumberId,
        @Default String tenant,
        @Default String branch,
        Written accessToken,
        URI apiUrl,
        String version,
        Duration timeout,
        DestinationSettings destination) {
    public SenderConfig {
        Referred.check("accessToken", accessToken, "META_ACCESS_TOKEN");
        new SenderSettings(name, phoneNumberId, accessToken.value(), apiUrl, version, timeout);
    }

    /** As room {@code whatsapp} wants it. */
    public SenderSettings settings() {
        return new SenderSettings(name, phoneNumberId, accessToken.value(), apiUrl, version, timeout);
    }

    @Override
    public String toString() {
        return settings() + " " + destination;
    }
}
