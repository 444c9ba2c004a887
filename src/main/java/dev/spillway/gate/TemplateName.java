package dev.spillway.gate;

/** A template by its name and language at Meta. */
public record TemplateName(String name, String language) {
    /** In one word, e.g. {@code promo/es_MX}. */
    public String word() {
        return name + "/" + language;
    }
}
