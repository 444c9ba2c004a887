package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that name what earlier parts made: {@code @{ref.id}}. */
final class Filled {
    private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)\\.(\\w+)}");

    private Filled() {}

    static String of(String text, JsonObject known) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            var made = known.getJsonObject(found.group(1));
            return Matcher.quoteReplacement(made == null ? found.group() : made.getString(found.group(2), ""));
        });
    }
}
