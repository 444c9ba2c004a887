package dev.spillway.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits for what has to happen, and says which hop failed when it does not. Blocks. */
final class Patience {
    private static final long POLL_MS = 20;

    private final Duration max;

    Patience() {
        this(Duration.ofSeconds(10));
    }

    Patience(Duration max) {
        this.max = max;
    }

    /** A question over HTTP. */
    interface Question<T> {
        T ask() throws IOException;
    }

    /** Asks once. */
    <T> T ask(String hop, Question<T> question) throws SandboxFailure {
        try {
            return question.ask();
        } catch (IOException e) {
            throw failure(hop, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Asks again and again until there is an answer.
     *
     * @param otherwise what it means when there never is one
     */
    <T> T await(String hop, String otherwise, Question<Optional<T>> question) throws SandboxFailure {
        var end = System.nanoTime() + max.toNanos();
        var trouble = "";
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            try {
                var answer = question.ask();
                if (answer.isPresent()) return answer.get();
                trouble = "";
            } catch (IOException e) {
                trouble = " (" + e.getMessage() + ")";
            }
            pause();
        }
        throw failure(hop, otherwise + " within " + max.toSeconds() + " s" + trouble);
    }

    static SandboxFailure failure(String hop, String why) {
        return new SandboxFailure("The hop \"" + hop + "\" failed: " + why + ".");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
