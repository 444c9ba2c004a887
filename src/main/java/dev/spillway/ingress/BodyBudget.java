package dev.spillway.ingress;

import java.util.concurrent.atomic.AtomicLong;

/** The memory all bodies in flight share. Thread-safe; one for the process. */
public final class BodyBudget {
    private final long bytesMax;
    private final AtomicLong used = new AtomicLong();

    /** A budget of so many bytes. */
    public BodyBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes bytes if so many are left. What was taken must be given back once. */
    boolean take(int bytes) {
        if (used.addAndGet(bytes) <= bytesMax) return true;
        used.addAndGet(-bytes);
        return false;
    }

    void give(int bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes of bodies in flight now. */
    long used() {
        return used.get();
    }
}
