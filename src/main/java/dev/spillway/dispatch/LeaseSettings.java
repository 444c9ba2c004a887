package dev.spillway.dispatch;

import dev.spillway.yaml.Default;
import java.time.Duration;

/**
 * How nodes share the shards. A node that dies is replaced after about {@code ttl + heartbeat}; one that joins has its share
 * after about {@code heartbeat + handOverGrace}, or when the calls that are out by then have ended.
 *
 * @param ttl how long a shard stays its owner's without a word from it, PT0.3S..PT1M; a pause of an event loop that is longer
 *     costs the node its shards
 * @param heartbeat how often leases are renewed and nodes tell of themselves, PT0.05S..a third of ttl
 * @param handOverGrace how long what is in flight may take to end when a shard moves to another node, PT0S..PT30S
 * @param handOverMax how long calls to backends and to the messaging platform that are out when that has passed are waited for,
 *     PT0S..PT1M; one that is cut off may have arrived, and is made again
 */
public record LeaseSettings(
        Duration ttl,
        Duration heartbeat,
        Duration handOverGrace,
        @Default("PT15S") Duration handOverMax) {
    private static final int HEARTBEATS_PER_TTL_MIN = 3;
    private static final int MARGIN_PART = 10;

    public LeaseSettings {
        between("ttl", ttl, Duration.ofMillis(300), Duration.ofMinutes(1));
        between("heartbeat", heartbeat, Duration.ofMillis(50), ttl.dividedBy(HEARTBEATS_PER_TTL_MIN));
        between("handOverGrace", handOverGrace, Duration.ZERO, Duration.ofSeconds(30));
        between("handOverMax", handOverMax, Duration.ZERO, Duration.ofMinutes(1));
    }

    private static void between(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "dispatch.lease." + key + " must be " + min + ".." + max + ", was " + value);
        }
    }

    /**
     * How long after a renewal was sent its lease is ours beyond doubt: a tenth less than Redis gives, so that clocks that run
     * at different speeds, and what goes on between a look at the clock and the first byte, never make two owners.
     */
    Duration sure() {
        return ttl.minus(ttl.dividedBy(MARGIN_PART));
    }
}
