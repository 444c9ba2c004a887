package dev.spillway.gate;

/**
 * What a number has spent, as far as this node knows.
 *
 * @param todayMicros millionths of the currency, since its day began
 * @param textsThisMonth free texts since the month began, in UTC
 */
public record Spent(long todayMicros, long textsThisMonth) {
    /** Nothing yet. */
    public static final Spent NOTHING = new Spent(0, 0);
}
