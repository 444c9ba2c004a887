package dev.spillway.connector;

import dev.spillway.yaml.FileSchema;

/** The JSON Schema of a connector's file, for editors. */
public final class ConnectorSchema {
    private ConnectorSchema() {}

    /** As JSON. */
    public static String json() {
        return FileSchema.of(ConnectorFile.class, "A connector of Spillway", false);
    }
}
