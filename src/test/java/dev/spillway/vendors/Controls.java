package dev.spillway.vendors;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.TreeMap;

/**
 * A simulator's own door.
 *
 * <pre>
 * GET    /_sim/params           what a connector has to know
 * GET    /_sim/arrivals?after=  the diary from a line on, a page of it
 * GET    /_sim/summary?from=&amp;to= how many calls had which fate, between two times in ms
 * GET    /_sim/violations       what its limits are, and how many calls each has turned away
 * GET    /_sim/records?kind=    what it keeps; without a kind: how many of each
 * DELETE /_sim/arrivals         forgets the diary
 * POST   /_sim/troubles         see {@link Troubles}
 * POST   /_sim/limits           {"name": {"max": 1, "spanMs": 1000}}
 * POST   /_sim/workers          {"count": 5, "line": 50}
 * POST   /_sim/rename           {"kind": "Contact", "from": "a", "to": "b"}
 * POST   /_sim/...              what else the vendor knows
 * </pre>
 */
final class Controls {
    private static final int PAGE = 10_000;

    private final Vendor vendor;
    private final Diary diary;
    private final Troubles troubles;
    private final Workers workers;
    private final Underway underway;

    Controls(Vendor vendor, Diary diary, Troubles troubles, Workers workers, Underway underway) {
        this.vendor = vendor;
        this.diary = diary;
        this.troubles = troubles;
        this.workers = workers;
        this.underway = underway;
    }

    Said answer(Asked asked, String base) {
        var name = asked.segment(1);
        try {
            return switch (asked.method()) {
                case "GET" -> Said.json(200, shown(name, asked, base));
                case "DELETE" -> forget();
                default -> done(name, asked);
            };
        } catch (IllegalArgumentException | DecodeException e) {
            return Said.json(400, new JsonObject().put("error", String.valueOf(e.getMessage())));
        }
    }

    private Object shown(String name, Asked asked, String base) {
        return switch (name) {
            case "params" -> new JsonObject(new TreeMap<>(vendor.params(base)));
            case "arrivals" -> diary.page((int) number(asked, "after", 0), PAGE);
            case "summary" -> summary(asked);
            case "violations" -> violations();
            case "records" -> records(asked.query("kind"));
            default -> throw new IllegalArgumentException("there is no " + name + " to see");
        };
    }

    private JsonObject summary(Asked asked) {
        return diary.summary(number(asked, "from", 0), number(asked, "to", Long.MAX_VALUE))
                .put("mean", underway.mean(asked.at()))
                .put("figures", vendor.figures());
    }

    private JsonObject violations() {
        var report = new JsonObject();
        vendor.limits()
                .forEach((name, limit) -> report.put(
                        name,
                        new JsonObject()
                                .put("max", limit.max())
                                .put("spanMs", limit.span().toMillis())
                                .put("refused", limit.refused())));
        return report;
    }

    private Object records(String kind) {
        if (!kind.isEmpty()) return table(kind).report();
        var sizes = new JsonObject();
        vendor.tables().forEach((name, table) -> sizes.put(name, table.size()));
        return sizes;
    }

    private Table table(String kind) {
        var table = vendor.tables().get(kind);
        if (table == null) throw new IllegalArgumentException("there is no " + kind);
        return table;
    }

    private Said forget() {
        diary.clear();
        return Said.empty(204);
    }

    private Said done(String name, Asked asked) {
        var how = asked.body().isEmpty() ? new JsonObject() : new JsonObject(asked.body());
        switch (name) {
            case "troubles" -> troubles.set(how);
            case "workers" -> workers.set(how.getInteger("count"), how.getInteger("line"));
            case "limits" -> how.fieldNames().forEach(limit -> change(limit, how.getJsonObject(limit)));
            case "rename" -> table(how.getString("kind")).rename(how.getString("from"), how.getString("to"));
            default -> {
                if (!vendor.control(name, how, asked.at())) throw new IllegalArgumentException("there is no " + name);
            }
        }
        return Said.empty(204);
    }

    private void change(String name, JsonObject how) {
        var limit = vendor.limits().get(name);
        if (limit == null) throw new IllegalArgumentException("there is no limit " + name);
        limit.set(how.getInteger("max"), Duration.ofMillis(how.getLong("spanMs")));
    }

    private static long number(Asked asked, String name, long otherwise) {
        return asked.query(name).isEmpty() ? otherwise : Long.parseLong(asked.query(name));
    }
}
