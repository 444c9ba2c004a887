package dev.spillway.limits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All that came to be sent, in its order. Immutable. */
record Arrived(List<Arrival> all) {
    private static final int REPEATS_TOLD = 5;

    Arrived {
        all = List.copyOf(all);
    }

    /** How many Meta accepted between two times. */
    int accepted(long fromMs, long toMs) {
        return (int) all.stream()
                .filter(one -> one.accepted() && one.atUs() >= fromMs * 1_000 && one.atUs() < toMs * 1_000)
                .count();
    }

    /** Messages beyond the first of a delivery. */
    int doubled() {
        return byId().values().stream().mapToInt(count -> count - 1).sum();
    }

    /** Of deliveries that came more than once, when the next came: it tells who sent it again. Some of them; empty without any. */
    String repeats() {
        var told = new ArrayList<String>();
        var before = new HashMap<String, Long>();
        for (var one : all) {
            if (!one.accepted() || one.id().isEmpty()) continue;
            var last = before.put(one.id(), one.atUs());
            if (last != null && told.size() < REPEATS_TOLD) told.add(again(one, last));
        }
        return String.join(", ", told);
    }

    private static String again(Arrival one, long lastUs) {
        return String.format(Locale.ROOT, "%s came again after %.1f s", one.id(), (one.atUs() - lastUs) / 1e6);
    }

    /** How many of these deliveries did not come, or were turned away to the last. */
    int missing(Collection<String> ids) {
        var came = byId();
        return (int) ids.stream().filter(id -> !came.containsKey(id)).count();
    }

    /** Those of these deliveries that were never accepted. */
    Set<String> unaccepted(Set<String> ids) {
        var left = new HashSet<>(ids);
        left.removeAll(byId().keySet());
        return left;
    }

    /** How many that were turned away before that time have not been accepted later. */
    int turnedAwayForGood(long beforeMs) {
        var came = byId();
        return (int) all.stream()
                .filter(one -> !one.accepted() && one.atUs() < beforeMs * 1_000)
                .map(Arrival::id)
                .filter(id -> !came.containsKey(id))
                .distinct()
                .count();
    }

    private Map<String, Integer> byId() {
        return all.stream()
                .filter(one -> one.accepted() && !one.id().isEmpty())
                .collect(Collectors.toMap(Arrival::id, one -> 1, Integer::sum));
    }

    /** How many of those that waited came after a later one of the same person. */
    int disordered() {
        var last = new HashMap<String, String>();
        var before = 0;
        for (var one : all) {
            if (!one.accepted() || !Backlog.isOne(one.id())) continue;
            var previous = last.merge(one.person(), one.id(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            if (previous.compareTo(one.id()) > 0) before++;
        }
        return before;
    }

    /** When something that is no template came first for each person, in microseconds, whatever Meta said. */
    Map<String, Long> firstTextAtUs() {
        var first = new HashMap<String, Long>();
        all.stream()
                .filter(one -> !one.type().equals("template"))
                .forEach(one -> first.merge(one.person(), one.atUs(), Math::min));
        return first;
    }

    /** How many came for this person. */
    int countOf(String person) {
        return (int) all.stream().filter(one -> one.person().equals(person)).count();
    }
}
