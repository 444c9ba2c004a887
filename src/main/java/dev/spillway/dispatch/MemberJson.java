package dev.spillway.dispatch;

import dev.spillway.dispatch.Member.Held;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A member as the registry keeps it: {@code {"v":1,"name":..,"started":ms,"draining":..,"edition":"..","shards":[[shard, since ms, kept 0 | 1,
 * events, deliveries], ..]}}. Newer versions may add keys, and numbers at the end of a row.
 */
final class MemberJson {
    private static final int VERSION = 1;

    private MemberJson() {}

    static Payload write(Member member) {
        return Json.write(Map.of(
                "v", VERSION,
                "name", member.node().name(),
                "started", member.node().startedAt().toEpochMilli(),
                "draining", member.draining(),
                "edition", member.edition(),
                "shards",
                        member.shards().entrySet().stream()
                                .map(each -> row(each.getKey(), each.getValue()))
                                .toList()));
    }

    private static List<Long> row(int shard, Held held) {
        var load = held.load();
        return List.of(
                (long) shard, held.since().toEpochMilli(), held.kept() ? 1L : 0L, load.events(), load.deliveries());
    }

    /** Of an entry that cannot be read, only that there is such a node. */
    static Member read(String id, Payload entry) {
        try {
            return member(id, Json.object(entry));
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
            return new Member(new Node(id, "unknown", Instant.EPOCH), false, "", Map.of());
        }
    }

    private static Member member(String id, Map<String, Object> json) {
        var shards = new HashMap<Integer, Held>();
        for (var row : (List<?>) json.getOrDefault("shards", List.of())) held((List<?>) row, shards);
        var node = new Node(id, (String) json.getOrDefault("name", "unknown"), at(json.getOrDefault("started", 0)));
        var edition = (String) json.getOrDefault("edition", "");
        return new Member(node, Boolean.TRUE.equals(json.get("draining")), edition, shards);
    }

    private static void held(List<?> row, Map<Integer, Held> shards) {
        var load = new ShardLoad(number(row.get(3)), number(row.get(4)));
        shards.put((int) number(row.get(0)), new Held(at(row.get(1)), number(row.get(2)) == 1, load));
    }

    private static Instant at(Object ms) {
        return Instant.ofEpochMilli(number(ms));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
