package dev.spillway.vendors;

import java.util.ArrayDeque;
import java.util.Deque;

/** Those who do a vendor's work, side by side. Who finds none free waits in a line; who finds it full is sent away. */
final class Workers {
    private final Deque<Runnable> line = new ArrayDeque<>();
    private int count = Integer.MAX_VALUE;
    private int lineMax = Integer.MAX_VALUE;
    private int busy;

    /** From now on. Who is at work ends it. */
    void set(int count, int lineMax) {
        this.count = count;
        this.lineMax = lineMax;
        callNext();
    }

    /** Begins the work as soon as somebody is free; false if the line is full. */
    boolean enter(Runnable work) {
        if (busy >= count && line.size() >= lineMax) return false;
        line.addLast(work);
        callNext();
        return true;
    }

    /** One piece of work is done. */
    void leave() {
        busy--;
        callNext();
    }

    private void callNext() {
        while (busy < count && !line.isEmpty()) {
            busy++;
            line.removeFirst().run();
        }
    }
}
