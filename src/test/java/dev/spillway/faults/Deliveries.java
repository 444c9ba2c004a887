package dev.spillway.faults;

import dev.spillway.faults.Simulated.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came to one simulator, by key and by the event that the key is made from. */
final class Deliveries {
    /** What we hand Meta begins with the shard; what we hand others does not. */
    private static final Pattern KEY = Pattern.compile("(?:sw1\\.\\d+\\.)?([0-9a-f]{32})\\..*");

    private final Map<String, Delivery> byKey = new HashMap<>();
    private final Map<String, List<Delivery>> byEvent = new HashMap<>();

    /**
     * One piece of work.
     *
     * @param arrivedAs its place among all that arrived, at its first arrival
     * @param effects how often it took effect
     * @param repeats how often it came again after it had taken effect
     * @param effectMs when it first took effect, since 1970; 0 = never
     */
    record Delivery(String key, int arrivedAs, int effects, int repeats, long effectMs) {
        /** What the gateway calls it. */
        String id() {
            return isMessage() ? key.substring(key.indexOf('.', "sw1.".length()) + 1) : key;
        }

        boolean isMessage() {
            return key.startsWith("sw1.");
        }

        private Delivery with(Line line) {
            if (!line.isEffect())
                return new Delivery(key, arrivedAs, effects, repeats + Math.min(1, effects), effectMs);
            return new Delivery(key, arrivedAs, effects + 1, repeats, effects == 0 ? line.atMs() : effectMs);
        }
    }

    Deliveries(List<Line> lines) {
        for (var line : lines) {
            var known = byKey.getOrDefault(line.key(), new Delivery(line.key(), line.number(), 0, 0, 0));
            byKey.put(line.key(), known.with(line));
        }
        byKey.values().stream()
                .filter(one -> one.effects > 0)
                .forEach(one -> byEvent.computeIfAbsent(eventOf(one.key), event -> new ArrayList<>(1))
                        .add(one));
    }

    private static String eventOf(String key) {
        Matcher match = KEY.matcher(key);
        return match.matches() ? match.group(1) : key;
    }

    /** Those that took effect. */
    List<Delivery> of(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    /** Of all that took effect. */
    List<String> events() {
        return List.copyOf(byEvent.keySet());
    }

    /** Those that came again after they had taken effect. */
    List<Delivery> repeated() {
        return byKey.values().stream().filter(one -> one.repeats > 0).toList();
    }

    List<Delivery> all() {
        return List.copyOf(byKey.values());
    }

    /** When the first one after that took effect; {@link Long#MAX_VALUE} = none did. */
    long firstEffectAfter(long ms) {
        return byKey.values().stream()
                .mapToLong(Delivery::effectMs)
                .filter(at -> at >= ms)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
