package dev.spillway.json;

/**
 * Text inside the single quotes of a query language. What comes out cannot end its quotes. Control characters are refused
 * with {@link IllegalArgumentException}: no name, number or code holds one.
 */
public final class QuotedText {
    private QuotedText() {}

    /** OData, SuiteQL, SQL: a quote is doubled. */
    public static String doubled(String text) {
        return checked(text).replace("'", "''");
    }

    /** SOQL, SOSL: quotes and backslashes are escaped. */
    public static String backslashed(String text) {
        return checked(text).replace("\\", "\\\\").replace("'", "\\'").replace("\"", "\\\"");
    }

    private static String checked(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a control character cannot stand in quotes");
        }
        return text;
    }
}
