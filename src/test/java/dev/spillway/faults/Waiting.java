package dev.spillway.faults;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for what has to come true. Blocks. */
public final class Waiting {
    private static final long POLL_MS = 20;

    private Waiting() {}

    /** Something that may be asked again and again; an exception means not yet. */
    public interface Question {
        /** Whether it is so. */
        boolean ask() throws IOException;
    }

    /**
     * Waits for it.
     *
     * @throws IOException when it did not come true in time
     */
    public static void until(String what, int secondsMax, Question question) throws IOException {
        if (!within(secondsMax * 1000L, question))
            throw new IOException(what + " did not answer in " + secondsMax + " s");
    }

    /** Whether it came true in time. */
    public static boolean within(long msMax, Question question) {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(msMax);
        while (!isTrue(question)) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) return false;
            sleep(POLL_MS);
        }
        return true;
    }

    private static boolean isTrue(Question question) {
        try {
            return question.ask();
        } catch (IOException e) {
            return false;
        }
    }

    /** An interrupt ends it early, and stays. */
    public static void sleep(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
