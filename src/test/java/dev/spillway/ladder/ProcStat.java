package dev.spillway.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux tells of processes in /proc. */
final class ProcStat {
    /** Linux counts in hundredths of a second for programs, whatever the machine. */
    private static final double US_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int TIMES = 4;
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);

    private ProcStat() {}

    /** CPU time of a process, and of children that it has waited for, in µs; 0 if it has gone. */
    static double cpuUs(long pid) throws IOException {
        return cpuUs(read(pid, "stat"));
    }

    /** The same with all below it. */
    static double treeCpuUs(long pid) throws IOException {
        var sum = cpuUs(pid);
        for (var child : ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .toList()) sum += cpuUs(child.pid());
        return sum;
    }

    /** Of the text of /proc/.../stat. The program's name, in brackets, may hold anything. */
    static double cpuUs(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length < USER_TIME + TIMES) return 0;
        return Stream.of(fields)
                        .skip(USER_TIME)
                        .limit(TIMES)
                        .mapToLong(Long::parseLong)
                        .sum()
                * US_PER_TICK;
    }

    /** Memory that a process holds at the moment, in MB; 0 if it has gone. */
    static double residentMb(long pid) throws IOException {
        return residentMb(read(pid, "status"));
    }

    /** Of the text of /proc/.../status. */
    static double residentMb(String status) {
        var found = RESIDENT.matcher(status);
        return found.find() ? Long.parseLong(found.group(1)) / 1024.0 : 0;
    }

    private static String read(long pid, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
