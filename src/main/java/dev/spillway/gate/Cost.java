package dev.spillway.gate;

/**
 * What a message is expected to cost, if it is delivered.
 *
 * @param micros millionths of the currency
 * @param category what it is charged as: marketing, utility, authentication or service
 * @param country it is charged by, two letters; empty if unknown
 * @param rule why it costs that: {@code charged}, or {@code free_…}; {@code unknown} if no price holds
 */
public record Cost(long micros, String currency, String category, String country, String rule) {
    /** Of what nobody knows a price of. */
    public static final Cost UNKNOWN = new Cost(0, "", "service", "", "unknown");

    /** Whether it is free text. */
    public boolean isService() {
        return category.equals(Prices.SERVICE);
    }
}
