package dev.spillway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private final Prices prices = new Prices(Scene.prices());

    /** Columns: when, category, country, window open, free entry, texts before it in the month; cost in millionths, rule. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2025-06-30T23:59:59Z | marketing      | MX | false | false | 0    | 0     | unknown
            2025-07-01T00:00:00Z | marketing      | MX | false | false | 0    | 30000 | charged
            2025-07-01T00:00:00Z | marketing      | MX | true  | false | 0    | 30000 | charged
            2026-09-30T23:59:59Z | service        | MX | true  | false | 5000 | 0     | free_text
            2026-09-30T23:59:59Z | utility        | MX | true  | false | 0    | 0     | free_window
            2026-09-30T23:59:59Z | utility        | MX | false | false | 0    | 8000  | charged
            2026-10-01T00:00:00Z | utility        | MX | true  | false | 0    | 8000  | charged
            2026-10-01T00:00:00Z | service        | MX | true  | false | 999  | 0     | free_monthly
            2026-10-01T00:00:00Z | service        | MX | true  | false | 1000 | 8000  | charged
            2026-10-01T00:00:00Z | service        | MX | true  | true  | 1000 | 0     | free_entry
            2026-10-01T00:00:00Z | marketing      | BR | false | true  | 0    | 0     | free_entry
            2026-10-01T00:00:00Z | marketing      | BR | false | false | 0    | 62000 | charged
            2026-10-01T00:00:00Z | authentication | AR | false | false | 0    | 25000 | charged
            2027-03-01T00:00:00Z | marketing      | PE | false | false | 0    | 72000 | charged
            2027-03-01T00:00:00Z | utility        | '' | false | false | 0    | 20000 | charged
            """)
    void costsWhatTheRulesOfTheDaySay(
            Instant at,
            String category,
            String country,
            boolean open,
            boolean entry,
            long texts,
            long micros,
            String rule) {
        var cost = prices.of(new Prices.Item(category, country, open, entry, texts), at);
        assertThat(cost).isEqualTo(new Cost(micros, "USD", category, country, rule));
    }
}
