package dev.spillway.limit;

import java.time.Duration;
import java.util.List;

/**
 * So many calls of one kind that want to go. Each gets all it needs, or nothing.
 *
 * @param count at least 1
 * @param lease names the slots they take, with {@code .1}, {@code .2}... behind it; no two claims have the same
 * @param leaseFor until when a slot that nobody gives back is free again
 */
public record Claim(List<Need> needs, int count, String lease, Duration leaseFor) {
    public Claim {
        needs = List.copyOf(needs);
    }

    /** The name of one of its slots, 0 for the first. */
    public String lease(int index) {
        return lease + "." + (index + 1);
    }

    /** The same for fewer. */
    Claim of(int fewer) {
        return new Claim(needs, fewer, lease, leaseFor);
    }

    boolean takesSlots() {
        return needs.stream().anyMatch(need -> need.limit().kind() instanceof Limit.Slots);
    }
}
