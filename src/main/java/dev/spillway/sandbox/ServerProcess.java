package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One server program as a child process, its output appended to a file. It gets a session of its own where the machine has
 * {@code setsid}: a Ctrl-C in the terminal then reaches only the JVM, which ends its servers in the right order.
 */
final class ServerProcess {
    private static final long END_MAX_SECONDS = 10;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, Path log) throws IOException {
        var words = new ArrayList<String>();
        Programs.find("setsid").ifPresent(setsid -> words.add(setsid.toString()));
        words.addAll(command);
        return new ServerProcess(new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end (SIGTERM), waits, and kills it when that takes too long. */
    void end() {
        process.destroy();
        awaitEnd();
    }

    /** Ends it at once (SIGKILL). */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until it has ended; kills it after 10 s. */
    void awaitEnd() {
        try {
            if (!process.waitFor(END_MAX_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
