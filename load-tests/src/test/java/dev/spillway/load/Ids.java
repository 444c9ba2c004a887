package dev.spillway.load;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The ids of all events that were told, eight bytes each, which of them were found, and which were given up. */
final class Ids {
    private final long[] sorted;
    private final BitSet wanted;
    private final BitSet found;
    private final BitSet givenUp;

    Ids(Told told, Events events) {
        sorted = IntStream.range(0, told.size()).mapToLong(events::id).sorted().toArray();
        wanted = new BitSet(sorted.length);
        found = new BitSet(sorted.length);
        givenUp = new BitSet(sorted.length);
        IntStream.range(0, told.size())
                .filter(told::isAccepted)
                .forEach(number -> wanted.set(place(events.id(number))));
    }

    private int place(long id) {
        return Arrays.binarySearch(sorted, id);
    }

    void found(long id) {
        mark(found, id);
    }

    void givenUp(long id) {
        mark(givenUp, id);
    }

    private void mark(BitSet which, long id) {
        var place = place(id);
        if (place >= 0) which.set(place);
    }

    /** All that were found, answered 200 or not. */
    int found() {
        return found.cardinality();
    }

    /** Answered 200 and found. */
    int delivered() {
        var both = (BitSet) wanted.clone();
        both.and(found);
        return both.cardinality();
    }

    /** Answered 200 and not found. */
    int lost() {
        return wanted.cardinality() - delivered();
    }

    /** Given up and not found: nobody had it run again. */
    int givenUp() {
        var left = (BitSet) givenUp.clone();
        left.andNot(found);
        return left.cardinality();
    }
}
