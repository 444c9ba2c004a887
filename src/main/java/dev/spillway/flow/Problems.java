package dev.spillway.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems while files are read, so that reading goes on behind a mistake. Used by one thread. */
final class Problems {
    /** A file of the wrong kind must not yield endless lines. */
    private static final int MAX = 100;

    private final List<Problem> found = new ArrayList<>();

    void add(String file, int line, String path, String what) {
        if (found.size() < MAX) found.add(new Problem(file, line, path, what));
    }

    /** Fails if there is any. */
    void throwIfAny() {
        if (found.isEmpty()) return;
        found.sort(Comparator.comparing(Problem::file).thenComparingInt(Problem::line));
        throw new FlowFileException(found);
    }
}
