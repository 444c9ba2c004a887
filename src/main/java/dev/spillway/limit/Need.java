package dev.spillway.limit;

/**
 * What a call takes of one limit.
 *
 * @param cost more than 0
 * @param floor what it must leave for others, at least 0
 */
public record Need(Limit limit, double cost, double floor) {
    /** One, leaving nothing. */
    public static Need one(Limit limit) {
        return new Need(limit, 1, 0);
    }
}
