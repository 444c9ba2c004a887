package dev.spillway.faults;

import dev.spillway.faults.GatewayFiles.More;
import dev.spillway.faults.Rig.Order;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Runs courses.
 *
 * @param nodes gateways
 * @param variant what is broken in the gateways; empty = nothing
 * @param keepsLogs although all is well
 */
record Bench(long seed, int nodes, String variant, boolean keepsLogs, PrintStream out) {
    private static final int TOLD_MAX = 20;

    /** Runs one, tells how it goes, and what came of it. */
    Round.Outcome run(Course course) throws Exception {
        var report = new Report(out);
        var broken = variant.isEmpty() ? "" : ", variant " + variant;
        report.say("seed " + seed + ", " + nodes + " node(s), level " + course.level() + broken + "; starting");
        try (var rig = Rig.start(new Order(course.topology(), nodes, overlay(), More.NOTHING))) {
            report.say("all processes are up; Redis: " + rig.topology().name());
            var outcome = play(course, rig, report);
            new Conclusion(out, rig.whereabouts()).tell(outcome, TOLD_MAX);
            if (keepsLogs || !outcome.verdict().holds()) keepLogs(rig);
            return outcome;
        }
    }

    private Round.Outcome play(Course course, Rig rig, Report report) throws Exception {
        try {
            var plan = Plan.draw(new Random(seed), course.bag(), course.restMs());
            return new Round(course.settings(seed), plan, report).play(rig);
        } catch (Exception e) {
            keepLogs(rig); // whoever reads of it wants to know what the processes said
            throw e;
        }
    }

    private String overlay() throws IOException {
        if (variant.isEmpty()) return "";
        var folder =
                Files.createDirectories(Path.of("target", "faults", "variants")).resolve(variant);
        dev.spillway.sandbox.Folder.remove(folder);
        Variant.build(variant, folder);
        return folder.toAbsolutePath().toString();
    }

    private void keepLogs(Rig rig) throws IOException {
        var folder = Round.logs(rig.topology().name() + "-seed-" + seed);
        rig.keepLogs(folder);
        out.println("logs: " + folder.toAbsolutePath());
    }
}
