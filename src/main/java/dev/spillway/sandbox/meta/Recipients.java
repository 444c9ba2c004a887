package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.BoundedMap;
import dev.spillway.sandbox.stage.Json;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What Meta knows of people that a business does not: who wants no marketing, gets too much of it, cannot be reached. */
final class Recipients {
    static final int PEOPLE_MAX = 500_000;

    private static final Traits ORDINARY = new Traits(false, false, false, false);
    private static final Set<String> TRAITS = Set.of("optedOut", "marketingFull", "experiment", "unreachable");

    private final Map<String, Traits> traits = new BoundedMap<>(PEOPLE_MAX);
    private final Map<String, ArrayDeque<Long>> marketingMs = new BoundedMap<>(PEOPLE_MAX);

    /**
     * What is special about a person.
     *
     * @param optedOut wants no marketing of this business
     * @param marketingFull has had enough of it from all businesses together
     * @param experiment is in a group that gets none
     * @param unreachable not on WhatsApp, or has blocked the business
     */
    record Traits(boolean optedOut, boolean marketingFull, boolean experiment, boolean unreachable) {}

    Traits of(String userId) {
        return traits.getOrDefault(userId, ORDINARY);
    }

    void optOut(String userId, boolean optedOut) {
        var old = of(userId);
        traits.put(userId, new Traits(optedOut, old.marketingFull, old.experiment, old.unreachable));
    }

    /**
     * Those traits that are named are changed; tells all.
     *
     * @throws IllegalArgumentException naming a key that is unknown
     */
    ObjectNode put(String userId, ObjectNode wanted) {
        wanted.fieldNames().forEachRemaining(Recipients::refuseUnknown);
        ObjectNode merged = Json.MAPPER.valueToTree(of(userId));
        merged.setAll(wanted);
        traits.put(
                userId,
                new Traits(
                        flag(merged.path("optedOut")),
                        flag(merged.path("marketingFull")),
                        flag(merged.path("experiment")),
                        flag(merged.path("unreachable"))));
        return Json.MAPPER.<ObjectNode>valueToTree(of(userId)).put("userId", userId);
    }

    private static void refuseUnknown(String key) {
        if (TRAITS.contains(key)) return;
        throw new IllegalArgumentException("unknown key " + key + "; known: " + new TreeSet<>(TRAITS));
    }

    private static boolean flag(JsonNode node) {
        if (node.isBoolean()) return node.asBoolean();
        throw new IllegalArgumentException("a trait is true or false, was " + node);
    }

    /**
     * Whether somebody may get one more piece of marketing within the day that ends now; it counts then.
     *
     * @param perDay 0 = no limit
     */
    boolean tryMarketing(String userId, long nowMs, int perDay, long dayMs) {
        if (perDay == 0) return true;
        var times = marketingMs.computeIfAbsent(userId, any -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst() <= nowMs - dayMs) times.removeFirst();
        if (times.size() >= perDay) return false;
        times.addLast(nowMs);
        return true;
    }

    void clear() {
        traits.clear();
        marketingMs.clear();
    }
}
