package dev.spillway.faults;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes by their ids. */
final class Signals {
    private static final long SECONDS_MAX = 5;

    private Signals() {}

    /** @param signal e.g. {@code STOP} */
    static void send(String signal, long pid) throws IOException {
        var kill = new ProcessBuilder("kill", "-s", signal, String.valueOf(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!kill.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) throw new IOException("kill itself hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To a process and all below it. */
    static void sendToAll(String signal, long pid) throws IOException {
        send(signal, pid);
        for (var child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList()) {
            send(signal, child.pid());
        }
    }
}
