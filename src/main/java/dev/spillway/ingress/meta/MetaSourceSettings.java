package dev.spillway.ingress.meta;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Meta app.
 *
 * @param name the last part of the webhook's path
 * @param appSecrets the app's secret, and while it is being changed the former one too; each text may itself be a list
 *     parted by commas, as it comes from an environment variable
 * @param verifyToken what Meta must show in the handshake
 */
public record MetaSourceSettings(String name, List<String> appSecrets, String verifyToken) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final int SECRETS_MAX = 8;

    public MetaSourceSettings {
        appSecrets = appSecrets.stream()
                .filter(Objects::nonNull)
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("source.name must be 1..32 of a-z 0-9 -, was " + name);
        }
        if (appSecrets.isEmpty() || appSecrets.size() > SECRETS_MAX) {
            throw new IllegalArgumentException(
                    "source.appSecrets must hold 1.." + SECRETS_MAX + " secrets, held " + appSecrets.size());
        }
        if (verifyToken.isBlank()) throw new IllegalArgumentException("source.verifyToken must not be blank");
    }

    @Override
    public String toString() {
        return "MetaSourceSettings[name=" + name + ", appSecrets=" + appSecrets.size() + " x ***, verifyToken=***]";
    }
}
