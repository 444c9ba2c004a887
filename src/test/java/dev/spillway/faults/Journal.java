package dev.spillway.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Every event that was answered 200, with the circumstances. Written by the load's thread; counted from any. */
final class Journal {
    private final Map<String, Acked> byEvent = new HashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Answers answers = new Answers();

    /**
     * An event and its first 200.
     *
     * @param atMs when the 200 came, since 1970
     * @param node who gave it
     * @param tries how many POSTs it took
     */
    record Acked(Fact fact, long atMs, String node, int tries) {}

    /** Takes a 200 down; false if there was one before. */
    boolean acked(Fact fact, long atMs, String node, int tries) {
        if (byEvent.putIfAbsent(fact.event(), new Acked(fact, atMs, node, tries)) != null) return false;
        accepted.incrementAndGet();
        return true;
    }

    /** So many events were told again. */
    void repeated(int events) {
        repeats.addAndGet(events);
    }

    /** A POST was not answered 200. */
    void refused(long atMs, Post.Answer answer) {
        refusals.incrementAndGet();
        answers.add(atMs, answer.status(), answer.tookMs());
    }

    /** The answers other than 200. */
    Answers answers() {
        return answers;
    }

    int accepted() {
        return accepted.get();
    }

    int repeats() {
        return repeats.get();
    }

    int refusals() {
        return refusals.get();
    }

    /** All of it, once nothing is written any more. */
    List<Acked> all() {
        return new ArrayList<>(byEvent.values());
    }
}
