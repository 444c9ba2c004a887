package dev.spillway.faults;

import java.util.ArrayList;
import java.util.List;

/** The answers that were not 200, and how long those took that the gateway gave; the first million of them. */
final class Answers {
    private static final int MAX = 1_000_000;

    private final List<Answer> answers = new ArrayList<>();

    /** @param status 0 = none */
    private record Answer(long atMs, int status, long tookMs) {}

    synchronized void add(long atMs, int status, long tookMs) {
        if (answers.size() < MAX) answers.add(new Answer(atMs, status, tookMs));
    }

    /**
     * What happened in a time.
     *
     * @param refused answers other than 200
     * @param none POSTs without an answer
     * @param p99Ms of the refusals
     * @param maxMs of the refusals
     */
    record Summary(int refused, int none, long p99Ms, long maxMs) {}

    synchronized Summary between(long fromMs, long toMs) {
        var within = answers.stream()
                .filter(one -> one.atMs >= fromMs && one.atMs <= toMs)
                .toList();
        var took = within.stream()
                .filter(one -> one.status != 0)
                .mapToLong(Answer::tookMs)
                .sorted()
                .toArray();
        var none = within.size() - took.length;
        if (took.length == 0) return new Summary(0, none, 0, 0);
        return new Summary(took.length, none, took[(int) Math.ceil(took.length * 0.99) - 1], took[took.length - 1]);
    }
}
