package dev.spillway.ops;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Small pieces of HTML. Everything that did not come from us goes through {@link #escape}. */
final class Html {
    private Html() {}

    /** Text that means itself, in an element or in a quoted attribute. */
    static String escape(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> out.append(escape((char) c)));
        return out.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> String.valueOf(c);
        };
    }

    /**
     * An element.
     *
     * @param inner HTML
     */
    static String tag(String name, String styleClass, String inner) {
        var attribute = styleClass.isEmpty() ? "" : " class=\"" + styleClass + "\"";
        return "<" + name + attribute + ">" + inner + "</" + name + ">";
    }

    /** A link to this page's trace of something. */
    static String trace(String by, String value, String shown) {
        var href = "/?by=" + by + "&amp;value=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return "<a href=\"" + href + "\">" + escape(shown) + "</a>";
    }
}
