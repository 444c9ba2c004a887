package dev.spillway.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Decimal arithmetic on texts, exact; money never passes through binary fractions. */
final class Decimals {
    /** Long exponents and endless digits would make a short text a huge number. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,2})?");

    private static final int SCALE_MAX = 20;

    private Decimals() {}

    static String add(Object one, Object other) {
        return decimal(one).add(decimal(other)).toPlainString();
    }

    static String multiply(Object one, Object other) {
        return decimal(one).multiply(decimal(other)).toPlainString();
    }

    /** With so many digits after the point, half rounded away from zero as on receipts. */
    static String scaled(Object value, int scale) {
        if (scale < 0 || scale > SCALE_MAX) throw new ExpressionException("a scale must be 0..20");
        return decimal(value).setScale(scale, RoundingMode.HALF_UP).toPlainString();
    }

    private static BigDecimal decimal(Object value) {
        var text = String.valueOf(value);
        if (!DECIMAL.matcher(text).matches()) throw new ExpressionException("not a decimal number");
        return new BigDecimal(text);
    }
}
