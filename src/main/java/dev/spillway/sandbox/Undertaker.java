package dev.spillway.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small shell beside the sandbox that waits for the end of the JVM, however it comes, even by SIGKILL. If servers are then
 * still alive it ends them, and it removes the folder. After a clean end it finds nothing left to do.
 */
public final class Undertaker implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            [ -d "$1" ] || exit 0
            for sign in INT KILL; do
              for file in "$1"/pids/*; do
                [ -f "$file" ] && kill -s "$sign" "$(cat "$file")" 2>/dev/null && sleep 1
              done
            done
            rm -rf "$1"
            """;

    private final Path pids;
    private final Process shell;

    private Undertaker(Path pids, Process shell) {
        this.pids = pids;
        this.shell = shell;
    }

    /**
     * Begins to watch.
     *
     * @param folder to be removed in the end
     */
    public static Undertaker watch(Path folder) throws IOException {
        var pids = Files.createDirectories(folder.resolve("pids"));
        var shell = new ProcessBuilder("sh", "-c", SCRIPT, "spillway-undertaker", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Undertaker(pids, shell);
    }

    /** Names a process that must not outlive the JVM; the result is the file that says so. */
    public Path lookAfter(String name, long pid) throws IOException {
        return Files.writeString(pids.resolve(name), String.valueOf(pid));
    }

    /** Lets the shell end. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS)) shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
