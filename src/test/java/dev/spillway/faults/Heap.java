package dev.spillway.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What lives in the heap of a JVM on this machine. Blocks, and stops that JVM for a full collection. */
final class Heap {
    private static final Pattern USED = Pattern.compile("generation .*used (\\d+)K");
    private static final int SECONDS_MAX = 30;

    private Heap() {}

    /** In MB, right after a full collection; for the serial collector. */
    static double usedMb(long pid) throws IOException {
        jcmd(pid, "GC.run");
        var kb = USED.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        if (kb == 0) throw new IOException("jcmd does not tell the heap of " + pid);
        return kb / 1024.0;
    }

    private static String jcmd(long pid, String what) throws IOException {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(program, String.valueOf(pid), what)
                .redirectErrorStream(true)
                .start();
        try (var out = process.getInputStream()) {
            var text = new String(out.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) process.destroyForcibly();
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
