package dev.spillway.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** load-tests/RESULTS.md: a part for each bench, under a heading of the first level; each bench writes its own. */
public final class ResultsFile {
    private static final Path FILE = Path.of("load-tests", "RESULTS.md");
    private static final Pattern PART =
            Pattern.compile("^# ([^\\n]+)\\n(.*?)(?=^# |\\z)", Pattern.DOTALL | Pattern.MULTILINE);

    private ResultsFile() {}

    /** Puts a part in the place of the one with this title, or behind all others. */
    public static void put(String title, String text) throws IOException {
        var before = Files.exists(FILE) ? Files.readString(FILE) : "";
        Files.writeString(FILE, with(before, title, text));
    }

    /** The file's text with that part. */
    static String with(String before, String title, String text) {
        var parts = new LinkedHashMap<String, String>();
        PART.matcher(before).results().forEach(found -> parts.put(found.group(1), found.group(2)));
        parts.put(title, text);
        return parts.entrySet().stream().map(ResultsFile::text).collect(Collectors.joining("\n"));
    }

    private static String text(Map.Entry<String, String> part) {
        return "# " + part.getKey() + "\n\n" + part.getValue().strip() + "\n";
    }

    /** The day, and the machine as it is now. */
    public static String whenAndWhere() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return LocalDate.now(ZoneOffset.UTC) + ", " + system.getAvailableProcessors() + " cores, " + system.getName()
                + " " + system.getArch() + ", Java " + System.getProperty("java.version") + ", load "
                + String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage());
    }
}
