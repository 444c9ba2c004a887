package dev.spillway.limit;

import java.util.List;

/**
 * How many calls wait for a time.
 *
 * @param byRank who goes first: the first rank goes before the second, and so on
 */
public record Wish(List<Integer> byRank) {
    public Wish {
        byRank = List.copyOf(byRank);
    }

    /** How many in all. */
    int total() {
        return byRank.stream().mapToInt(Integer::intValue).sum();
    }

    /** Of those who want something the first; the last rank if nobody does. */
    int firstRank() {
        var rank = 0;
        while (rank < byRank.size() - 1 && byRank.get(rank) == 0) rank++;
        return rank;
    }

    /** The first so many of these. */
    Wish first(int max) {
        var left = new int[] {max};
        return new Wish(byRank.stream().map(count -> taken(count, left)).toList());
    }

    private static int taken(int count, int[] left) {
        var taken = Math.min(count, left[0]);
        left[0] -= taken;
        return taken;
    }
}
