package dev.spillway.outbound;

import dev.spillway.limit.Limit;
import dev.spillway.limit.Need;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Limits that had nothing to give when they were asked, until when they need not be asked again. Belongs to one event loop. */
final class Blocks {
    private final Clock clock;
    private final Map<String, Block> byName = new HashMap<>();
    private Instant all = Instant.EPOCH;

    /** @param floor whoever leaves at least this for others has nothing to hope for */
    private record Block(Instant until, double floor) {}

    Blocks(Clock clock) {
        this.clock = clock;
    }

    /** Nobody need ask before. */
    void add(Duration wait) {
        all = clock.instant().plus(wait);
    }

    /** A limit lacks what these need, or a part of it. */
    void add(Limit limit, List<Need> needs, Duration wait) {
        var floor = needs.stream()
                .filter(need -> need.limit().equals(limit))
                .mapToDouble(Need::floor)
                .min()
                .orElse(0);
        byName.merge(limit.name(), new Block(clock.instant().plus(wait), floor), this::both);
    }

    /** A limit may have more than it had: it is worth asking again. */
    void forget(Limit limit) {
        byName.remove(limit.name());
    }

    /** Of two the wider one, as long as it lasts. */
    private Block both(Block old, Block now) {
        return old.until.isAfter(clock.instant()) && old.floor < now.floor ? old : now;
    }

    /** Whether these need something that a limit does not have now. */
    boolean block(List<Need> needs) {
        var now = clock.instant();
        return all.isAfter(now) || needs.stream().anyMatch(need -> blocks(need, now));
    }

    private boolean blocks(Need need, Instant now) {
        var block = byName.get(need.limit().name());
        return block != null && block.until.isAfter(now) && need.floor() >= block.floor;
    }

    /** Until when a limit has nothing for who leaves so much for others; empty if it has, or nobody asked. */
    Optional<Duration> left(Need need) {
        var now = clock.instant();
        var block = byName.get(need.limit().name());
        return block != null && blocks(need, now) ? Optional.of(Duration.between(now, block.until)) : Optional.empty();
    }

    /** Whether a limit other than these has nothing now: mostly none, so nobody need be looked at. Forgets those that have ended. */
    boolean anyBut(Set<String> names) {
        forgetEnded(clock.instant());
        return byName.keySet().stream().anyMatch(name -> !names.contains(name));
    }

    private void forgetEnded(Instant now) {
        byName.values().removeIf(block -> !block.until.isAfter(now));
    }

    /** When the next of them ends; empty if there is none. Forgets those that have ended. */
    Optional<Duration> next() {
        var now = clock.instant();
        forgetEnded(now);
        var first = byName.values().stream().map(Block::until).min(Instant::compareTo);
        if (all.isAfter(now) && first.filter(all::isAfter).isEmpty()) first = Optional.of(all);
        return first.map(until -> Duration.between(now, until));
    }
}
