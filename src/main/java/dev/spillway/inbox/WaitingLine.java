package dev.spillway.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Events that wait for the next call, first come first served. Its bound is the caller's to keep. */
final class WaitingLine {
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private long bytes;

    void add(Waiting event) {
        line.add(event);
        bytes += event.stored().length;
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    long bytes() {
        return bytes;
    }

    /** The one that waits longest; the line must not be empty. */
    Waiting first() {
        return line.getFirst();
    }

    /** Takes as many as one call may carry; at least one, however large, unless the line is empty. */
    List<Waiting> take(int eventsMax, long bytesMax) {
        var call = new ArrayList<Waiting>();
        var taken = 0L;
        while (!line.isEmpty() && call.size() < eventsMax) {
            var length = line.getFirst().stored().length;
            if (!call.isEmpty() && taken + length > bytesMax) break;
            taken += length;
            call.add(line.removeFirst());
        }
        bytes -= taken;
        return call;
    }

    /** Takes all. */
    List<Waiting> takeAll() {
        return take(Integer.MAX_VALUE, Long.MAX_VALUE);
    }
}
