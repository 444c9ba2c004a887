package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** wrk, with a script that reads the prepared requests; a process for each server. */
final class WrkClient implements Client {
    private static final int MORE_SECONDS_MAX = 20;
    private static final Pattern TOLD = Pattern.compile(
            "^ladder requests=(\\d+) us=(\\d+) errors=(\\d+) p50=(\\S+) p99=(\\S+) p999=(\\S+) exhausted=(\\w+)$",
            Pattern.MULTILINE);

    private final Path folder;

    /** @param folder for its scripts */
    WrkClient(Path folder) {
        this.folder = folder;
    }

    static boolean isHere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "wrk")));
    }

    private record Running(Process process, Path log) {}

    @Override
    public Outcome run(Drive drive) throws IOException {
        var all = new ArrayList<Running>();
        var self = ProcessHandle.current().pid();
        var usBefore = ProcStat.cpuUs(self);
        try {
            for (var n = 0; n < drive.ports().size(); n++) all.add(start(drive, n));
            var outcome = end(all.get(0), drive);
            for (var other : all.subList(1, all.size())) outcome = outcome.and(end(other, drive));
            // This JVM only waits meanwhile; what its children used counts for it once they have ended.
            var threads = drive.threads() * drive.ports().size();
            return outcome.busy((ProcStat.cpuUs(self) - usBefore) / 1e6 / outcome.seconds() / threads);
        } finally {
            all.forEach(one -> one.process.destroyForcibly());
        }
    }

    private Running start(Drive drive, int number) throws IOException {
        var connections = drive.connections() / drive.ports().size();
        var script = Files.writeString(folder.resolve("wrk-" + number + ".lua"), script(drive, number));
        var log = folder.resolve("wrk-" + number + ".log");
        var process = new ProcessBuilder(
                        "wrk",
                        "-t" + drive.threads(),
                        "-c" + connections,
                        "-d" + drive.seconds() + "s",
                        "-s" + script,
                        "http://127.0.0.1:" + drive.ports().get(number) + "/webhooks/meta")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Running(process, log);
    }

    private static String script(Drive drive, int number) throws IOException {
        try (var in = WrkClient.class.getResourceAsStream("requests.lua")) {
            if (in == null) throw new IOException("requests.lua is missing");
            return String.format(
                    Locale.ROOT,
                    "local folder, parts, digits, first, step = %s, %d, %d, %d, %d%n%s",
                    "[[" + drive.files().folder() + "]]",
                    RequestFiles.PARTS,
                    RequestFiles.DIGITS,
                    number * drive.threads(),
                    drive.ports().size() * drive.threads(),
                    new String(in.readAllBytes(), UTF_8));
        }
    }

    private static Outcome end(Running one, Drive drive) throws IOException {
        try {
            if (!one.process.waitFor(drive.seconds() + MORE_SECONDS_MAX, TimeUnit.SECONDS))
                throw new IOException("wrk does not end");
            return read(Files.readString(one.log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What the script printed in the end. */
    static Outcome read(String text) throws IOException {
        var found = TOLD.matcher(text);
        if (!found.find()) throw new IOException("wrk says: " + text.strip());
        var errors = Long.parseLong(found.group(3));
        return new Outcome(
                Long.parseLong(found.group(1)) - errors,
                Long.parseLong(found.group(2)) / 1e6,
                errors,
                new Outcome.Latency(number(found.group(4)), number(found.group(5)), number(found.group(6))),
                Boolean.parseBoolean(found.group(7)),
                0);
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
