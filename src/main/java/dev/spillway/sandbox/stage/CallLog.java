package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a simulator was asked: the last calls with their bodies, and how often each key came and took effect. Calls beyond
 * the bounds are counted, and the oldest forgotten; keys beyond theirs are counted together.
 */
public final class CallLog {
    public static final int CALLS_MAX = 200_000;
    public static final int KEYS_MAX = 200_000;
    public static final long BODY_CHARS_MAX = 64L << 20;

    private static final int KEY_CHARS_MAX = 512;

    private final ArrayDeque<Entry> calls = new ArrayDeque<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final int callsMax;
    private long count;
    private long bodyChars;
    private long uncountedKeys;

    public CallLog(int callsMax) {
        this.callsMax = callsMax;
    }

    /** One call and what became of it. */
    public static final class Entry {
        private final Instant at;
        private final String method;
        private final String path;
        private final String body;
        private final String key;
        private int status;

        /** Only what is told later: the call itself would keep all of its parsed body. */
        private Entry(Call call, String key) {
            this.at = call.at();
            this.method = call.method();
            this.path = call.path();
            this.body = call.body();
            this.key = key;
        }
    }

    public Entry add(Call call, String key) {
        var shortKey = key.length() > KEY_CHARS_MAX ? key.substring(0, KEY_CHARS_MAX) : key;
        var entry = new Entry(call, shortKey);
        calls.addLast(entry);
        count++;
        bodyChars += call.body().length();
        tally(times, shortKey);
        while (calls.size() > callsMax || bodyChars > BODY_CHARS_MAX) {
            bodyChars -= calls.removeFirst().body.length();
        }
        return entry;
    }

    public void tookEffect(Entry entry) {
        tally(effects, entry.key);
    }

    /** What the caller got; 0 stands for no answer (yet). */
    public void answered(Entry entry, int status) {
        entry.status = status;
    }

    public void clear() {
        calls.clear();
        times.clear();
        effects.clear();
        count = 0;
        bodyChars = 0;
        uncountedKeys = 0;
    }

    /**
     * What came, and a page of the calls themselves.
     *
     * @param offset how many of the kept calls to leave out, from the oldest
     */
    public ObjectNode report(int offset, int limit) {
        var report = Json.object();
        report.put("count", count).put("forgotten", count - calls.size()).put("uncountedKeys", uncountedKeys);
        report.set("byKey", Json.MAPPER.valueToTree(times));
        report.set("effects", Json.MAPPER.valueToTree(effects));
        var listed = report.putArray("calls");
        page(offset, limit).forEach(entry -> listed.add(describe(entry)));
        return report;
    }

    private Stream<Entry> page(int offset, int limit) {
        return calls.stream().skip(offset).limit(limit);
    }

    private ObjectNode describe(Entry entry) {
        var node = Json.object();
        node.put("at", entry.at.toString()).put("method", entry.method).put("path", entry.path);
        node.put("idempotencyKey", entry.key);
        node.set("body", Json.readable(entry.body));
        node.put("status", entry.status).put("times", times.getOrDefault(entry.key, 0));
        return node;
    }

    private void tally(Map<String, Integer> counts, String key) {
        if (counts.containsKey(key) || counts.size() < KEYS_MAX) {
            counts.merge(key, 1, Integer::sum);
        } else {
            uncountedKeys++;
        }
    }
}
