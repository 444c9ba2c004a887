package dev.spillway.config;

import dev.spillway.ingress.meta.MetaSourceSettings;
import dev.spillway.yaml.Written;
import java.util.List;

/**
 * Where webhooks come from.
 *
 * @param kind which provider's rules hold
 * @param appSecrets one or more; secrets, by reference only
 * @param verifyToken a secret, by reference only
 */
public record SourceConfig(Kind kind, String name, List<Written> appSecrets, Written verifyToken) {
    /** The kinds of sources. */
    public enum Kind {
        /** A Meta app. */
        META
    }

    public SourceConfig {
        appSecrets = List.copyOf(appSecrets);
        appSecrets.forEach(secret -> Referred.check("appSecrets", secret, "META_APP_SECRETS"));
        Referred.check("verifyToken", verifyToken, "META_VERIFY_TOKEN");
        new MetaSourceSettings(name, values(appSecrets), verifyToken.value());
    }

    private static List<String> values(List<Written> secrets) {
        return secrets.stream().map(Written::value).toList();
    }

    /** As room {@code ingress} wants it. */
    public MetaSourceSettings settings() {
        return new MetaSourceSettings(name, values(appSecrets), verifyToken.value());
    }

    @Override
    public String toString() {
        return settings().toString();
    }
}
