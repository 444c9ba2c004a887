package dev.spillway.config;

import dev.spillway.ingress.meta.MetaSourceSettings;
import java.util.List;

/**
 * Where webhooks come from.
 *
 * @param kind which provider's rules hold
 * @param appSecrets one or more; secrets
 * @param verifyToken a secret
 */
public record SourceConfig(Kind kind, String name, List<String> appSecrets, String verifyToken) {
    /** The kinds of sources. */
    public enum Kind {
        /** A Meta app. */
        META
    }

    public SourceConfig {
        new MetaSourceSettings(name, appSecrets, verifyToken);
    }

    /** As room {@code ingress} wants it. */
    public MetaSourceSettings settings() {
        return new MetaSourceSettings(name, appSecrets, verifyToken);
    }

    @Override
    public String toString() {
        return settings().toString();
    }
}
