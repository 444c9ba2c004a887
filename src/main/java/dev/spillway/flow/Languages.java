package dev.spillway.flow;

import java.util.Map;

/**
 * Which language a contact is likely to read, by the number's country code or the country of a user id. Only a guess: what
 * the contact writes goes first.
 */
final class Languages {
    /** E.164 country codes; where one is longer than another that begins the same, the longer goes first. */
    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
            Map.entry("1", "en-US"),
            Map.entry("1809", "es-DO"),
            Map.entry("1829", "es-DO"),
            Map.entry("1849", "es-DO"),
            Map.entry("34", "es-ES"),
            Map.entry("351", "pt-PT"),
            Map.entry("44", "en-GB"),
            Map.entry("502", "es-GT"),
            Map.entry("503", "es-SV"),
            Map.entry("504", "es-HN"),
            Map.entry("505", "es-NI"),
            Map.entry("506", "es-CR"),
            Map.entry("507", "es-PA"),
            Map.entry("51", "es-PE"),
            Map.entry("52", "es-MX"),
            Map.entry("53", "es-CU"),
            Map.entry("54", "es-AR"),
            Map.entry("55", "pt-BR"),
            Map.entry("56", "es-CL"),
            Map.entry("57", "es-CO"),
            Map.entry("58", "es-VE"),
            Map.entry("591", "es-BO"),
            Map.entry("593", "es-EC"),
            Map.entry("595", "es-PY"),
            Map.entry("598", "es-UY"));

    /** Where a language stands for itself. */
    private static final Map<String, String> HOME = Map.of("es", "es-MX", "en", "en-US", "pt", "pt-BR");

    private static final int PREFIX_MAX = 4;

    private final String fallback;

    /** @param fallback BCP 47, for contacts nothing is known of */
    Languages(String fallback) {
        this.fallback = fallback;
    }

    /** By number, else by user id, else the fallback. Either may be empty. */
    String guess(String phone, String userId) {
        var digits = phone.startsWith("+") ? phone.substring(1) : phone;
        for (var length = Math.min(PREFIX_MAX, digits.length()); length > 0; length--) {
            var locale = BY_PREFIX.get(digits.substring(0, length));
            if (locale != null) return locale;
        }
        return byCountry(userId);
    }

    private String byCountry(String userId) {
        if (userId.indexOf('.') != 2) return fallback;
        var ending = "-" + userId.substring(0, 2);
        return BY_PREFIX.values().stream()
                .filter(tag -> tag.endsWith(ending))
                .findFirst()
                .orElse(fallback);
    }

    /** The locale of somebody who was thought to read {@code current} and now writes {@code language}. */
    String switchTo(String language, String current) {
        if (language.isEmpty() || languageOf(current).equals(language)) return current;
        return languageOf(fallback).equals(language) ? fallback : HOME.getOrDefault(language, language);
    }

    /** The language of a locale: {@code es} of {@code es-MX}. */
    static String languageOf(String locale) {
        var dash = locale.indexOf('-');
        return dash < 0 ? locale : locale.substring(0, dash);
    }
}
