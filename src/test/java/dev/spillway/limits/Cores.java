package dev.spillway.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How busy all cores of this machine have been since it was started, as Linux counts it.
 *
 * @param busy part of {@code all}; both in ticks
 */
record Cores(long busy, long all) {
    private static final Path STAT = Path.of("/proc/stat");

    /** Where no work can be added. */
    private static final double FULL = 0.95;

    /** How {@code idle} and {@code iowait} stand in a line. */
    private static final List<Integer> IDLE = List.of(3, 4);

    /** By now; nothing where it is not counted. */
    static Cores now() throws IOException {
        if (!Files.isReadable(STAT)) return new Cores(0, 0);
        var line = Files.readAllLines(STAT).get(0).trim().split("\\s+", -1);
        var all = 0L;
        var idle = 0L;
        for (var i = 0; i + 1 < Math.min(line.length, 9); i++) {
            var ticks = Long.parseLong(line[i + 1]);
            all += ticks;
            if (IDLE.contains(i)) idle += ticks;
        }
        return new Cores(all - idle, all);
    }

    Cores since(Cores before) {
        return new Cores(busy - before.busy, all - before.all);
    }

    /** Whether the machine, and nothing on it, was the limit. */
    boolean wereFull() {
        return share() > FULL;
    }

    private double share() {
        return all == 0 ? 0 : busy / (double) all;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "cores %.0f %% busy", 100 * share());
    }
}
