package dev.spillway;

import dev.spillway.trial.Trial;
import dev.spillway.trial.Trial.Verdict;
import dev.spillway.yaml.FaultyFileException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spillway connector test}: plays the samples beside connectors. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the samples beside each connector (acme.samples.yaml beside acme.yaml)",
            "over HTTP, against a server of this machine that refuses whatever differs."
        })
final class ConnectorTestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Connectors.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        var hush = new Hush();
        var vertx = Vertx.vertx();
        try {
            var failed = 0;
            for (var file : files) failed += test(file, vertx, terminal);
            return failed == 0 ? 0 : 1;
        } finally {
            vertx.close().await();
            hush.close();
        }
    }

    private static int test(Path file, Vertx vertx, Terminal terminal) {
        try {
            var trial = Trial.of(file);
            Promise<List<Verdict>> played = Promise.promise();
            vertx.getOrCreateContext().runOnContext(now -> trial.play(vertx).onComplete(played));
            return report(trial, played.future().await(), terminal);
        } catch (FaultyFileException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            terminal.complain("cannot be read: " + e.getMessage() + "; samples of " + file + " belong into "
                    + Trial.samplesOf(file));
        }
        return 1;
    }

    private static int report(Trial trial, List<Verdict> verdicts, Terminal terminal) {
        for (var verdict : verdicts) {
            terminal.say("%s  %s: %s".formatted(verdict.passed() ? "ok  " : "FAIL", trial.name(), verdict.sample()));
            if (!verdict.passed()) terminal.say("      %s".formatted(verdict.complaint()));
        }
        trial.unplayed()
                .forEach(operation -> terminal.say("FAIL  %s: no sample of %s".formatted(trial.name(), operation)));
        var failed =
                (int) verdicts.stream().filter(verdict -> !verdict.passed()).count()
                        + trial.unplayed().size();
        terminal.say("%s: %d samples, %d failed".formatted(trial.name(), verdicts.size(), failed));
        return failed;
    }
}
