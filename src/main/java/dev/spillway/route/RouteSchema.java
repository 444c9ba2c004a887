package dev.spillway.route;

import dev.spillway.yaml.FileSchema;

/** The JSON Schema of {@code routes.yaml}, for editors. */
public final class RouteSchema {
    private RouteSchema() {}

    /** As JSON. */
    public static String json() {
        return FileSchema.of(RoutesFile.class, "Routes of Spillway", false);
    }
}
