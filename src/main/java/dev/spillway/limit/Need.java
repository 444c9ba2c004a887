package dev.spillway.limit;

/**
 * What a call takes of one limit.
 *
 * @param cost more than 0
 * @param floor what it must leave for others, at least 0
 * @param member who is counted where people are; a digest, else empty
 */
public record Need(Limit limit, double cost, double floor, String member) {
    /** Where nobody is counted. */
    public Need(Limit limit, double cost, double floor) {
        this(limit, cost, floor, "");
    }

    /** One, leaving nothing. */
    public static Need one(Limit limit) {
        return new Need(limit, 1, 0);
    }
}
