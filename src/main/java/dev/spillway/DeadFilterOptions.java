package dev.spillway;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which letters are meant; the gateway checks what is given. */
final class DeadFilterOptions {
    @Option(names = "--destination", description = "Name of a backend or sender; - for events that never ran.")
    private String destination = "";

    @Option(names = "--reason", description = "A part of the reason, or the backend's error code.")
    private String reason = "";

    @Option(names = "--contact", description = "A phone in any form, or a user id.")
    private String contact = "";

    @Option(names = "--from", description = "Given up at this time or later: 2026-11-22T10:00:00Z or 2026-11-22 (UTC).")
    private String from = "";

    @Option(names = "--to", description = "Given up before this time.")
    private String to = "";

    @Option(
            names = "--state",
            description = "waiting (the default), redriven, dropped, unknown (waiting, and may have arrived) or all.")
    private String state = "";

    /** What was given, by the names of the management API. */
    Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        all.put("destination", destination);
        all.put("reason", reason);
        all.put("contact", contact);
        all.put("from", from);
        all.put("to", to);
        all.put("state", state);
        all.values().removeIf(String::isEmpty);
        return all;
    }
}
