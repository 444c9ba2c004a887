package dev.spillway.template;

import dev.spillway.yaml.FileSchema;

/** The JSON Schema of a template's file, for editors. */
public final class TemplateSchema {
    private TemplateSchema() {}

    /** As JSON. */
    public static String json() {
        return FileSchema.of(TemplateFile.class, "A message template of Spillway", false);
    }
}
