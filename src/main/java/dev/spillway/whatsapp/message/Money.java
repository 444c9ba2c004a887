package dev.spillway.whatsapp.message;

import java.util.Map;

/** An amount of a hundredth of the currency, as orders write it. */
record Money(long value) {
    private static final long OFFSET = 100;
    /** More is no price, and cannot overflow when added up. */
    private static final long VALUE_MAX = 1_000_000_000_000L;

    /** The whole number of centavos in that field. */
    static Money read(Fields input, String field) {
        return new Money(input.whole(field, 0, VALUE_MAX));
    }

    /** The same; nothing if it is missing. */
    static Money orNothing(Fields input, String field) {
        return input.has(field) ? read(input, field) : new Money(0);
    }

    Map<String, Object> json() {
        return Map.of("value", value, "offset", OFFSET);
    }
}
