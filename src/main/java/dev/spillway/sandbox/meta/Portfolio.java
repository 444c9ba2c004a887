package dev.spillway.sandbox.meta;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whom the business has spoken to first, by any of its numbers, within the last day; bounded by the tier. */
final class Portfolio {
    private final LinkedHashMap<String, Long> lastMs = new LinkedHashMap<>();

    /**
     * Whether it may speak to one person more, or once more to one; it has done so then.
     *
     * @param tier different people a day; 0 = unlimited, nobody is remembered
     */
    boolean trySpeak(String userId, long nowMs, int tier, long dayMs) {
        if (tier == 0) return true;
        forgetBefore(nowMs - dayMs);
        if (!lastMs.containsKey(userId) && lastMs.size() >= tier) return false;
        lastMs.remove(userId);
        lastMs.put(userId, nowMs);
        return true;
    }

    void clear() {
        lastMs.clear();
    }

    private void forgetBefore(long ms) {
        Iterator<Map.Entry<String, Long>> oldest = lastMs.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue() <= ms) oldest.remove();
    }
}
