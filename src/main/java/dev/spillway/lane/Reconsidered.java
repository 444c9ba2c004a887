package dev.spillway.lane;

import dev.spillway.event.ContactKey;
import java.util.LinkedHashMap;

/**
 * Of whom more is known than when their deliveries were taken. Bounded: of too many people the earliest are forgotten, and all that was
 * taken before they changed counts as outdated, whoever it is for. Belongs to one event loop.
 */
final class Reconsidered {
    private static final int PEOPLE_MAX = 10_000;

    private final LinkedHashMap<ContactKey, Long> takes = new LinkedHashMap<>();
    private long allBelow;

    /** @param nextTake the number of the first take that will bring what is known now */
    void changed(ContactKey contact, long nextTake) {
        takes.remove(contact);
        takes.put(contact, nextTake);
        if (takes.size() > PEOPLE_MAX) forgetOne();
    }

    private void forgetOne() {
        var first = takes.entrySet().iterator().next();
        allBelow = Math.max(allBelow, first.getValue());
        takes.remove(first.getKey());
    }

    /** Whether what a take brought is not all that is known now. */
    boolean isOutdated(ContactKey contact, long take) {
        return take < allBelow || take < takes.getOrDefault(contact, 0L);
    }
}
