package dev.spillway.connector;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What one call pays to one of the backend's limits.
 *
 * @param name by which outcomes mean it; empty if none does
 * @param group the limit's name, the same for everybody under it
 * @param key tells records apart that have a limit each; empty if all share it. A digest: names nobody
 * @param cost more than 0
 * @param reservePercent what is left for those people wait for, 0..90
 * @param reading what answers say is left; null if they do not
 */
public record Toll(
        String name,
        String group,
        String key,
        Allowance allowance,
        double cost,
        int reservePercent,
        @Nullable Reading reading) {

    /** What an answer says is left of the limit. */
    public OptionalDouble left(HttpReply reply) {
        return reading == null ? OptionalDouble.empty() : reading.left(reply);
    }

    /** What an answer says there is of the limit in all: it knows better than the file. */
    public OptionalDouble size(HttpReply reply) {
        return reading == null ? OptionalDouble.empty() : reading.size(reply);
    }
}
