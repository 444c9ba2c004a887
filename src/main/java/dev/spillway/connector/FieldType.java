package dev.spillway.connector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a canonical field holds. */
enum FieldType {
    /** A text that is not blank; a number is taken as its digits. */
    TEXT {
        @Override
        @Nullable
        Object accept(Object value) {
            if (value instanceof Number) return plain(value);
            return value instanceof String text && !text.isBlank() ? text : null;
        }
    },
    /** A decimal, as text. */
    MONEY {
        @Override
        @Nullable
        Object accept(Object value) {
            var text = value instanceof Number ? plain(value) : value;
            return text instanceof String amount && DECIMAL.matcher(amount).matches() ? amount : null;
        }
    },
    /** A number. */
    NUMBER {
        @Override
        @Nullable
        Object accept(Object value) {
            if (value instanceof Number) return value;
            return value instanceof String text && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
        }
    },
    /** True or false. */
    FLAG {
        @Override
        @Nullable
        Object accept(Object value) {
            return value instanceof Boolean ? value : null;
        }
    },
    /** A list; a single item is a list of one, since expressions collapse those. */
    LIST {
        @Override
        Object accept(Object value) {
            return value instanceof List<?> ? value : List.of(value);
        }
    },
    /** An object. */
    OBJECT {
        @Override
        @Nullable
        Object accept(Object value) {
            return value instanceof Map<?, ?> ? value : null;
        }
    },
    /** One of the canonical states of an order; any other word is {@code unknown}. */
    ORDER_STATUS {
        @Override
        Object accept(Object value) {
            return value instanceof String text && ORDER_STATES.contains(text) ? text : "unknown";
        }
    };

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,6})?");
    private static final Set<String> ORDER_STATES = Set.of(
            "draft",
            "pending",
            "confirmed",
            "partially_shipped",
            "shipped",
            "delivered",
            "cancelled",
            "returned",
            "unknown");

    /** The value as the canonical form wants it; null if it does not fit. */
    abstract @Nullable Object accept(Object value);

    /** Exponents of absurd size would become texts of absurd length. */
    private static String plain(Object number) {
        return number instanceof BigDecimal big && Math.abs(big.scale()) <= 20
                ? big.toPlainString()
                : number.toString();
    }
}
