package dev.spillway.gate;

import dev.spillway.yaml.Default;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * {@code prices.yaml}, as written.
 *
 * @param currency of all amounts, three letters
 * @param periods in any order; before the first nothing has a price
 */
public record PricesFile(String currency, List<Period> periods) {
    public PricesFile {
        periods = List.copyOf(periods);
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency must be three capital letters, was " + currency);
        }
        if (periods.isEmpty()) throw new IllegalArgumentException("periods must hold at least one");
        var days = new HashSet<LocalDate>();
        for (var period : periods) {
            if (!days.add(period.from())) {
                throw new IllegalArgumentException(
                        "periods must begin on days of their own; twice there is " + period.from());
            }
        }
    }

    /**
     * From a day on, until the next begins.
     *
     * @param from first day, in UTC
     * @param texts how free text is charged
     * @param utilityFreeInWindow whether utility templates cost nothing while the person may be written to freely
     * @param countries by two letters
     * @param otherwise of all countries not named
     */
    public record Period(
            LocalDate from,
            Texts texts,
            boolean utilityFreeInWindow,
            @Default Map<String, Rates> countries,
            Rates otherwise) {
        public Period {
            countries = Map.copyOf(countries);
            for (var country : countries.keySet()) {
                if (country.matches("[A-Z]{2}")) continue;
                throw new IllegalArgumentException("countries must be named by two capital letters, was " + country);
            }
        }
    }

    /**
     * Messages that are no templates.
     *
     * @param free whether they cost nothing; else they cost what utility does
     * @param freePerMonth so many of each number and month cost nothing all the same
     */
    public record Texts(boolean free, @Default("0") int freePerMonth) {
        public Texts {
            if (freePerMonth < 0) throw new IllegalArgumentException("freePerMonth must not be negative");
        }
    }

    /** One message of each category. */
    public record Rates(BigDecimal marketing, BigDecimal utility, BigDecimal authentication) {
        public Rates {
            check("marketing", marketing);
            check("utility", utility);
            check("authentication", authentication);
        }

        private static void check(String key, BigDecimal rate) {
            if (rate.signum() < 0 || rate.scale() > Prices.DIGITS || rate.precision() > Prices.DIGITS * 2) {
                throw new IllegalArgumentException(key + " must be 0 or more, with at most " + Prices.DIGITS
                        + " digits behind the point, was " + rate);
            }
        }
    }
}
