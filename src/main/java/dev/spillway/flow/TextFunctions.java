package dev.spillway.flow;

import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.EachHelper;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What texts may call beside {@code if}, {@code unless}, {@code each} and {@code with}:
 *
 * <pre>
 * {{money order.total order.currency}}     $1,299.00
 * {{date order.placedAt}}                  21 de noviembre de 2026; style="short|medium|long"
 * {{upper word}}   {{truncate text 40}}    the last of the 40 is an ellipsis if some were cut
 * {{plural n "artículo" "artículos"}}      the word alone, by the language's rule
 * {{#is order.status "shipped"}}…{{else}}…{{/is}}
 * </pre>
 */
final class TextFunctions {
    static final String LOCALE = "locale";
    static final String ZONE = "zone";
    static final String ROUNDS = "rounds";
    private static final int DATE_LENGTH = 10;

    private TextFunctions() {}

    static Map<String, Helper<Object>> all() {
        return Map.of(
                "money", TextFunctions::money,
                "date", TextFunctions::date,
                "upper", (value, options) -> required(value, "upper").toUpperCase(locale(options)),
                "truncate", TextFunctions::truncate,
                "plural", TextFunctions::plural,
                "each", TextFunctions::each,
                "is", TextFunctions::is);
    }

    /** A backend's odd amount is shown as it is: better than no answer at all. */
    private static Object money(@Nullable Object value, Options options) {
        var amount = required(value, "money");
        var currency = required(parameter(options, 0), "money");
        try {
            var format = NumberFormat.getCurrencyInstance(locale(options));
            format.setCurrency(Currency.getInstance(currency));
            return format.format(new BigDecimal(amount));
        } catch (IllegalArgumentException e) {
            return amount + " " + currency;
        }
    }

    /** A backend's odd date is shown as it is. */
    private static Object date(@Nullable Object value, Options options) {
        var text = required(value, "date");
        var style = style(String.valueOf(options.<Object>hash("style", "long")));
        try {
            return DateTimeFormatter.ofLocalizedDate(style)
                    .withLocale(locale(options))
                    .format(day(text, options));
        } catch (DateTimeException e) {
            return text;
        }
    }

    private static FormatStyle style(String word) {
        return switch (word) {
            case "short" -> FormatStyle.SHORT;
            case "medium" -> FormatStyle.MEDIUM;
            case "long" -> FormatStyle.LONG;
            default -> throw new TextException("date has the styles short, medium and long");
        };
    }

    private static LocalDate day(String text, Options options) {
        if (text.length() == DATE_LENGTH) return LocalDate.parse(text);
        ZoneId zone = options.data(ZONE);
        return OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate();
    }

    private static Object truncate(@Nullable Object value, Options options) {
        var text = required(value, "truncate");
        if (!(parameter(options, 0) instanceof Number number) || number.intValue() < 1) {
            throw new TextException("truncate needs a length of at least 1");
        }
        var max = number.intValue();
        if (text.codePointCount(0, text.length()) <= max) return text;
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }

    private static Object plural(@Nullable Object value, Options options) {
        try {
            var count = new BigDecimal(required(value, "plural")).abs();
            return required(parameter(options, isOne(count, locale(options)) ? 0 : 1), "plural");
        } catch (NumberFormatException e) {
            throw new TextException("plural needs a number and two words");
        }
    }

    /** By the Unicode plural rules: Portuguese counts everything below two as one. */
    private static boolean isOne(BigDecimal count, Locale locale) {
        var isPortuguese = "pt".equals(locale.getLanguage());
        return isPortuguese ? count.compareTo(BigDecimal.valueOf(2)) < 0 : count.compareTo(BigDecimal.ONE) == 0;
    }

    /** As everybody knows it, but for an end. */
    private static Object each(@Nullable Object value, Options options) throws IOException {
        Rounds rounds = options.data(ROUNDS);
        return EachHelper.INSTANCE.apply(value instanceof Iterable<?> items ? rounds.counted(items) : value, options);
    }

    private static Object is(@Nullable Object value, Options options) throws IOException {
        var isSame = value != null && value.equals(parameter(options, 0));
        return isSame ? options.fn() : options.inverse();
    }

    private static String required(@Nullable Object value, String function) {
        if (value == null || value.toString().isEmpty()) throw new TextException(function + " misses a value");
        return value.toString();
    }

    private static @Nullable Object parameter(Options options, int index) {
        return index < options.params.length ? options.params[index] : null;
    }

    private static Locale locale(Options options) {
        Locale locale = options.data(LOCALE);
        return locale;
    }
}
