package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came to be sent, row by row and by key, cheap enough for some hundred thousand messages: a page looks at no more than
 * {@value #LOOKED_AT_MAX} rows, and lists no more than {@value #LISTED_MAX}.
 */
final class Received {
    private static final int LOOKED_AT_MAX = 200_000;
    private static final int LISTED_MAX = 20_000;
    private static final int DOUBLES_MAX = 1_000;

    private final ArrivalLog arrivals;
    private final Caller caller;

    Received(ArrivalLog arrivals, Caller caller) {
        this.arrivals = arrivals;
        this.caller = caller;
    }

    /** Which rows are wanted; empty = all. */
    private record Filter(String key, String prefix, String number, String person, String code) {
        boolean wants(ArrivalLog log, int row) {
            return !log.isInbound(row)
                    && (key.isEmpty() || log.key(row).equals(key))
                    && log.key(row).startsWith(prefix)
                    && (number.isEmpty() || log.number(row).equals(number))
                    && (person.isEmpty() || log.person(row).equals(person))
                    && (code.isEmpty() || code.equals(String.valueOf(log.code(row))));
        }
    }

    /**
     * {@code GET /_sim/meta/received?after=0}: {@code {"next": 2, "total": 2, "leftOut": 0, "sends": [[atUs, key, number,
     * person, type, code, fate], …]}}: code 0 = accepted, fate = the code that a status tells. Whoever asks again asks for
     * what is behind {@code next}; the end is where it equals {@code total}.
     */
    ObjectNode page(Call call) {
        var filter = filter(call);
        var limit = call.number("limit", LISTED_MAX, LISTED_MAX);
        var report = Json.object();
        var listed = report.putArray("sends");
        var row = Math.min(call.number("after", 0, Integer.MAX_VALUE), arrivals.size());
        var end = Math.min(arrivals.size(), row + LOOKED_AT_MAX);
        for (; row < end && listed.size() < limit; row++) {
            if (filter.wants(arrivals, row)) list(listed.addArray(), row);
        }
        return report.put("next", row).put("total", arrivals.size()).put("leftOut", arrivals.leftOut());
    }

    /** A person can be named by number or by id. */
    private Filter filter(Call call) {
        return new Filter(
                call.parameter("key"),
                call.parameter("prefix"),
                call.parameter("number"),
                caller.userId(call.parameter("person")),
                call.parameter("code"));
    }

    private void list(ArrayNode line, int row) {
        line.add(arrivals.atUs(row)).add(arrivals.key(row)).add(arrivals.number(row));
        line.add(arrivals.person(row)).add(arrivals.type(row));
        line.add(arrivals.code(row)).add(arrivals.fate(row));
    }

    /**
     * {@code GET /_sim/meta/summary}: how many came and were accepted, how many keys that makes, how often which error was
     * given, and which keys were accepted more than once (the first {@value #DOUBLES_MAX} of them).
     */
    ObjectNode summary() {
        var accepted = new HashMap<String, Integer>();
        var codes = new TreeMap<Integer, Integer>();
        var fates = new TreeMap<Integer, Integer>();
        for (var row = 0; row < arrivals.size(); row++) {
            if (arrivals.isInbound(row)) continue;
            codes.merge(arrivals.code(row), 1, Integer::sum);
            if (arrivals.fate(row) != 0) fates.merge(arrivals.fate(row), 1, Integer::sum);
            if (arrivals.code(row) == 0) accepted.merge(arrivals.key(row), 1, Integer::sum);
        }
        return summary(accepted, codes, fates);
    }

    private ObjectNode summary(
            Map<String, Integer> accepted, Map<Integer, Integer> codes, Map<Integer, Integer> fates) {
        var came = codes.values().stream().mapToInt(Integer::intValue).sum();
        var report = Json.object().put("came", came).put("accepted", codes.getOrDefault(0, 0));
        report.put("keysAccepted", accepted.size()).put("leftOut", arrivals.leftOut());
        codes.remove(0);
        report.set("refused", Json.MAPPER.valueToTree(codes));
        report.set("failed", Json.MAPPER.valueToTree(fates));
        var doubled = report.putObject("doubled");
        accepted.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .limit(DOUBLES_MAX)
                .forEach(entry -> doubled.put(entry.getKey(), entry.getValue()));
        return report;
    }
}
