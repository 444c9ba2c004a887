package dev.spillway;

import dev.spillway.ManagementClient.Refusal;
import dev.spillway.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts, asks, begins a job and follows it to its end; a Ctrl-C on the way cancels it. */
final class DeadErrand {
    private static final long LOOK_EVERY_MS = 500;
    /** Set by the start script. */
    private static final String TERMINAL = "spillway.tty";

    private static final String JOBS = "/dead/jobs/";

    private final ManagementClient client;
    private final String action;
    private final DeadOutput output;
    private final boolean json;

    DeadErrand(ManagementClient client, String action, DeadOutput output, boolean json) {
        this.client = client;
        this.action = action;
        this.output = output;
        this.json = json;
    }

    int run(Map<String, String> filter, boolean yes) throws InterruptedException {
        var offer = client.post("/dead/" + action, filter);
        if (String.valueOf(offer.get("count")).equals("0")) {
            output.tell("There are no such letters.");
            return 0;
        }
        if (!yes) ask(String.valueOf(offer.get("count")));
        var confirmed = new LinkedHashMap<>(filter);
        confirmed.put("confirm", String.valueOf(offer.get("confirm")));
        return follow(String.valueOf(client.post("/dead/" + action, confirmed).get("id")));
    }

    private void ask(String count) {
        if (!Boolean.getBoolean(TERMINAL)) {
            throw new Refusal(
                    Refusal.USAGE, count + " letters. There is no terminal to ask at: add --yes to " + action);
        }
        output.tell(action + " " + count + " letters? [y/N]");
        if (!answer().strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Refusal(Refusal.USAGE, "Nothing was done. Add --yes to " + action + " without being asked.");
        }
    }

    /** The end of the input is a no. */
    private static String answer() {
        try {
            var line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    private int follow(String id) throws InterruptedException {
        var interrupted = new Thread(() -> cancel(id), "cancel");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return toTheEnd(id);
        } finally {
            forget(interrupted);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way out, and the hook with it.
        }
    }

    private void cancel(String id) {
        try {
            client.delete(JOBS + id);
            output.tell("Cancelled; what was in hand is finished.");
        } catch (Refusal e) {
            output.tell("Not cancelled: " + e.getMessage());
        }
    }

    private int toTheEnd(String id) throws InterruptedException {
        var told = "";
        while (true) {
            var job = client.get(JOBS + id, Map.of());
            var line = line(job);
            if (!line.equals(told)) output.tell(line);
            told = line;
            if (!"running".equals(job.get("state"))) return ended(job);
            Thread.sleep(LOOK_EVERY_MS);
        }
    }

    private String line(Map<String, Object> job) {
        return "%s %s: %s of %s, %s skipped"
                .formatted(action, job.get("state"), job.get("done"), job.get("count"), job.get("skipped"));
    }

    private int ended(Map<String, Object> job) {
        if (json) output.line(Json.text(job));
        var why = String.valueOf(job.get("why"));
        if (!why.isEmpty()) output.tell(why);
        var whole = "done".equals(job.get("state")) && "0".equals(String.valueOf(job.get("skipped")));
        return whole ? 0 : Refusal.FAILED;
    }
}
