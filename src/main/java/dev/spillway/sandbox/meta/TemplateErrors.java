package dev.spillway.sandbox.meta;

/** Errors about message templates. */
final class TemplateErrors {
    private TemplateErrors() {}

    static MetaError unknown(String name, String language) {
        return MetaError.of(
                404,
                132001,
                "Template name does not exist in the translation",
                "template name (" + name + ") does not exist in " + language);
    }

    static MetaError parameterCount(String component, int given, int wanted) {
        return MetaError.of(
                132000,
                "Number of parameters does not match the expected number of params",
                component + ": number of localizable_params (" + given
                        + ") does not match the expected number of params (" + wanted + ")");
    }

    static MetaError parameterFormat(String details) {
        return MetaError.of(132012, "Parameter format does not match format in the created template", details);
    }

    static MetaError parameterText(String details) {
        return MetaError.of(132018, "There was an issue with the parameters in your template", details);
    }

    static MetaError tooLong(String component) {
        return MetaError.of(132005, "Translated text too long", component + ": the filled text is too long");
    }

    static MetaError paused(String name) {
        return MetaError.of(132015, "Template is Paused", "Template " + name + " is paused because of low quality");
    }

    static MetaError disabled(String name) {
        return MetaError.of(
                132016, "Template is Disabled", "Template " + name + " has been paused too often and is disabled");
    }

    static MetaError tooMany(int max) {
        return new MetaError(
                400,
                100,
                2388019,
                "OAuthException",
                "Invalid parameter",
                "An account has at most " + max + " templates");
    }

    static MetaError exists(String language) {
        return new MetaError(
                400, 100, 2388024, "OAuthException", "Invalid parameter", "Content in " + language + " already exists");
    }

    static MetaError managementLimit() {
        return MetaError.of(
                80008, "Management rate limit hit", "There have been too many calls to this WhatsApp Business account");
    }

    /** For message kinds that need a telephone number. */
    static MetaError needsNumber() {
        return MetaError.of(
                131062, "Business-scoped user id not supported", "This kind of template needs a phone number");
    }
}
