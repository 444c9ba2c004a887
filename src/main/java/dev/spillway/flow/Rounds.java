package dev.spillway.flow;

import java.util.Iterator;

/** Counts how often the loops of one text go round: a loop in a loop in a loop says nothing and takes for ever. */
final class Rounds {
    private static final int MAX = 10_000;

    private int left = MAX;

    /** The same items; too many of all loops together are a {@link TextException}. */
    Iterable<Object> counted(Iterable<?> items) {
        return () -> counted(items.iterator());
    }

    private Iterator<Object> counted(Iterator<?> items) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Object next() {
                if (left-- == 0) throw new TextException("goes round more than " + MAX + " times");
                return items.next();
            }
        };
    }
}
