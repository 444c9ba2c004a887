package dev.spillway.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;

/** What messages are expected to cost: by category, country, day, window and where the person came from. */
public final class Prices {
    static final int DIGITS = 6;
    static final String SERVICE = "service";
    private static final String UTILITY = "utility";
    static final String MARKETING = "marketing";
    private static final String AUTHENTICATION = "authentication";

    private final String currency;
    private final TreeMap<LocalDate, PricesFile.Period> periods = new TreeMap<>();

    public Prices(PricesFile file) {
        this.currency = file.currency();
        file.periods().forEach(period -> periods.put(period.from(), period));
    }

    /**
     * A message that is to be priced.
     *
     * @param category what Meta files its template under; {@code service} for free text
     * @param isWindowOpen whether the person may be written to freely
     * @param isFreeEntry whether they came by an advertisement a short time ago
     * @param textsThisMonth free texts its number has sent in this month before it
     */
    record Item(String category, String country, boolean isWindowOpen, boolean isFreeEntry, long textsThisMonth) {}

    /** What Meta files templates of a class under. */
    static String category(SendClass sendClass) {
        return switch (sendClass) {
            case AUTHENTICATION -> AUTHENTICATION;
            case REPLY, NOTICE, REMINDER -> UTILITY;
            case MARKETING -> MARKETING;
        };
    }

    /** What it is expected to cost now. */
    Cost of(Item item, Instant now) {
        var entry = periods.floorEntry(now.atOffset(ZoneOffset.UTC).toLocalDate());
        if (entry == null) return cost(item, BigDecimal.ZERO, "unknown");
        var period = entry.getValue();
        var free = free(item, period);
        return free.isEmpty() ? cost(item, rate(item, period), "charged") : cost(item, BigDecimal.ZERO, free);
    }

    /** Why it is free; empty if it is not. */
    private static String free(Item item, PricesFile.Period period) {
        if (item.isFreeEntry) return "free_entry";
        var texts = period.texts();
        if (item.category.equals(SERVICE) && texts.free()) return "free_text";
        if (item.category.equals(SERVICE) && item.textsThisMonth < texts.freePerMonth()) return "free_monthly";
        return item.category.equals(UTILITY) && item.isWindowOpen && period.utilityFreeInWindow() ? "free_window" : "";
    }

    private static BigDecimal rate(Item item, PricesFile.Period period) {
        var rates = period.countries().getOrDefault(item.country, period.otherwise());
        return switch (item.category) {
            case MARKETING -> rates.marketing();
            case AUTHENTICATION -> rates.authentication();
            default -> rates.utility();
        };
    }

    private Cost cost(Item item, BigDecimal amount, String rule) {
        return new Cost(micros(amount), currency, item.category, item.country, rule);
    }

    static long micros(BigDecimal amount) {
        return amount.movePointRight(DIGITS).longValueExact();
    }
}
