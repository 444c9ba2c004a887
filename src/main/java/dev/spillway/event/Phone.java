package dev.spillway.event;

/**
 * Phone numbers as keys. Providers, people and CRMs write one Latin American mobile in several ways; the canonical form
 * is for comparing only, never for sending.
 */
public final class Phone {
    private static final int MEXICO_WITH_MOBILE_PREFIX = 13;
    private static final int ARGENTINA_WITH_MOBILE_PREFIX = 13;
    private static final int BRAZIL_WITH_NINTH_DIGIT = 13;

    private Phone() {}

    /**
     * The digits by which a number is known: without plus sign and punctuation, without Mexico's {@code 1} after 52,
     * Argentina's {@code 9} after 54 and Brazil's ninth digit. Any other text is returned with its non-digits removed.
     */
    public static String canonical(String phone) {
        var digits = digits(phone);
        if (digits.length() == MEXICO_WITH_MOBILE_PREFIX && digits.startsWith("521")) return "52" + digits.substring(3);
        if (digits.length() == ARGENTINA_WITH_MOBILE_PREFIX && digits.startsWith("549")) {
            return "54" + digits.substring(3);
        }
        if (digits.length() == BRAZIL_WITH_NINTH_DIGIT && digits.startsWith("55") && digits.charAt(4) == '9') {
            return digits.substring(0, 4) + digits.substring(5);
        }
        return digits;
    }

    /** Whether two numbers reach the same person as far as the rules of {@link #canonical} can tell. */
    public static boolean same(String one, String other) {
        var canonical = canonical(one);
        return !canonical.isEmpty() && canonical.equals(canonical(other));
    }

    private static String digits(String phone) {
        var digits = new StringBuilder(phone.length());
        for (var i = 0; i < phone.length(); i++) {
            if (isDigit(phone.charAt(i))) digits.append(phone.charAt(i));
        }
        return digits.length() == phone.length() ? phone : digits.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
