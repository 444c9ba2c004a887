package dev.spillway.lane;

import dev.spillway.event.ContactKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Of whom more is known than when their deliveries were taken, or is about to be. Bounded: of too many people the earliest are forgotten,
 * and all that was taken before they changed counts as outdated, whoever it is for; of those about to change there are no more than runs
 * at work. Belongs to one event loop.
 */
final class Reconsidered {
    private static final int PEOPLE_MAX = 10_000;

    private final LinkedHashMap<ContactKey, Long> takes = new LinkedHashMap<>();
    /** How many changes of a person are being written. */
    private final Map<ContactKey, Integer> changing = new HashMap<>();

    private long allBelow;

    /** A change is about to be written: from now on nobody here can tell whether it is known. It must be {@linkplain #changed followed}. */
    void changes(ContactKey contact) {
        changing.merge(contact, 1, Integer::sum);
    }

    /**
     * A change is written, or could not be.
     *
     * @param nextTake the number of the first take that will bring what is known now
     */
    void changed(ContactKey contact, long nextTake) {
        changing.computeIfPresent(contact, (key, count) -> count == 1 ? null : count - 1);
        takes.remove(contact);
        takes.put(contact, nextTake);
        if (takes.size() > PEOPLE_MAX) forgetOne();
    }

    private void forgetOne() {
        var first = takes.entrySet().iterator().next();
        allBelow = Math.max(allBelow, first.getValue());
        takes.remove(first.getKey());
    }

    /** Whether what a take brought is not all that is known now, or may be. */
    boolean isOutdated(ContactKey contact, long take) {
        return changing.containsKey(contact) || take < allBelow || take < takes.getOrDefault(contact, 0L);
    }
}
