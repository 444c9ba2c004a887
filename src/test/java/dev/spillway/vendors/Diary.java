package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Every call that came to a vendor: when, what for, what became of it. Bounded; what comes when it is full is counted only. */
final class Diary {
    private static final int CALLS_MAX = 2_000_000;

    /** What became of a call. */
    enum Fate {
        /** It is being worked on, or hangs. */
        OPEN,
        DONE,
        /** It was done, and its answer was not given. */
        LOST,
        /** It was asked for the wrong way, or by nobody known. */
        REFUSED,
        /** A limit was used up. */
        LIMITED
    }

    /** One call. */
    static final class Line {
        private final long atMs;
        private final String operation;
        private final String phone;
        private Fate fate = Fate.OPEN;
        private int status;
        private String made = "";

        private Line(long atMs, String operation, String phone) {
            this.atMs = atMs;
            this.operation = operation;
            this.phone = phone;
        }

        void end(Fate fate, int status, String made) {
            this.fate = fate;
            this.status = status;
            this.made = made;
        }

        private JsonArray report() {
            return new JsonArray()
                    .add(atMs)
                    .add(operation)
                    .add(fate.name())
                    .add(status)
                    .add(made)
                    .add(phone);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private long forgotten;

    Line add(Asked asked, String operation) {
        var line = new Line(asked.at().toEpochMilli(), operation, asked.phone());
        if (lines.size() < CALLS_MAX) lines.add(line);
        else forgotten++;
        return line;
    }

    void clear() {
        lines.clear();
        forgotten = 0;
    }

    /** Lines as lists: time in ms, operation, fate, status, what it wrote, whose it is. */
    JsonArray page(int after, int max) {
        var page = new JsonArray();
        lines.subList(Math.min(after, lines.size()), Math.min(after + max, lines.size()))
                .forEach(line -> page.add(line.report()));
        return page;
    }

    /** How many calls that came between two times had which fate, all and by operation. */
    JsonObject summary(long fromMs, long toMs) {
        var all = new TreeMap<String, Object>();
        var operations = new TreeMap<String, TreeMap<String, Object>>();
        for (var line : lines) {
            if (line.atMs < fromMs || line.atMs >= toMs) continue;
            all.merge(line.fate.name(), 1, Diary::sum);
            operations.computeIfAbsent(line.operation, fresh -> new TreeMap<>()).merge(line.fate.name(), 1, Diary::sum);
        }
        var summary = new JsonObject(all).put("forgotten", forgotten);
        var each = new JsonObject();
        operations.forEach((operation, fates) -> each.put(operation, new JsonObject(fates)));
        return summary.put("operations", each);
    }

    private static Object sum(Object one, Object other) {
        return (Integer) one + (Integer) other;
    }
}
