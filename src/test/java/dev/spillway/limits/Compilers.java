package dev.spillway.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** How long the compilers of some JVMs have worked, as Linux counts the time of their threads. */
record Compilers(Duration worked) {
    private static final Pattern THREAD = Pattern.compile("^\\d+ \\(C[12] Compiler[^)]*\\) (.*)$", Pattern.DOTALL);

    /** Behind the name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;
    /** Linux counts in hundredths of a second for programs, whatever the machine. */
    private static final long MS_PER_TICK = 10;

    /** Of these processes by now; none where it is not counted. */
    static Compilers of(List<Long> pids) throws IOException {
        var ms = 0L;
        for (var pid : pids) ms += workedMs(Path.of("/proc", String.valueOf(pid), "task"));
        return new Compilers(Duration.ofMillis(ms));
    }

    /** How long since. */
    Duration since(Compilers before) {
        return worked.minus(before.worked);
    }

    private static long workedMs(Path threads) throws IOException {
        if (!Files.isDirectory(threads)) return 0;
        var ms = 0L;
        try (var all = Files.newDirectoryStream(threads)) {
            for (var thread : all) ms += workedMs(read(thread.resolve("stat")));
        }
        return ms;
    }

    /** By the text of a thread's {@code stat}; 0 if it compiles nothing. */
    static long workedMs(String stat) {
        var found = THREAD.matcher(stat);
        if (!found.find()) return 0;
        var fields = found.group(1).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MS_PER_TICK;
    }

    /** A thread may end while it is looked for; Linux tells so in more than one way. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
