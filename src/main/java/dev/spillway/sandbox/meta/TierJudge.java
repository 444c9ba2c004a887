package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many different people the business spoke to first within a rolling day, all its numbers together, against the
 * portfolio's tier. A breach is a message with which the day that ends with it has one person too many.
 */
final class TierJudge {
    private final int tier;
    private final long dayUs;
    private final ArrayDeque<Spoken> day = new ArrayDeque<>();
    private final Map<Integer, Integer> times = new HashMap<>();
    private int most;
    private long over;

    /** @param tier people a day; 0 = no limit */
    TierJudge(int tier, long dayUs) {
        this.tier = tier;
        this.dayUs = dayUs;
    }

    private record Spoken(long atUs, int person) {}

    void send(int person, long atUs) {
        while (!day.isEmpty() && day.peekFirst().atUs <= atUs - dayUs) forget(day.removeFirst().person);
        day.addLast(new Spoken(atUs, person));
        times.merge(person, 1, Integer::sum);
        most = Math.max(most, times.size());
        if (tier > 0 && times.size() > tier) over++;
    }

    private void forget(int person) {
        times.computeIfPresent(person, (any, count) -> count > 1 ? count - 1 : null);
    }

    long over() {
        return over;
    }

    ObjectNode report() {
        return Json.object().put("limit", tier).put("max", most).put("over", over);
    }
}
