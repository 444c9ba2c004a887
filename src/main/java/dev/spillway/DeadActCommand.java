package dev.spillway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spillway dead redrive} and {@code spillway dead drop}. */
final class DeadActCommand {
    @Mixin
    private final ManagementOptions management = new ManagementOptions();

    @Mixin
    private final DeadFilterOptions filter = new DeadFilterOptions();

    @Option(names = "--yes", description = "Acts without asking.")
    private boolean yes;

    private int run(CommandSpec spec, String action) throws Exception {
        var output = DeadOutput.of(spec);
        var errand = new DeadErrand(management.client(), action, output, management.json());
        return output.code(() -> errand.run(filter.parameters(), yes));
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = "Puts dead letters back, slowly: counts them, asks, and tells how far it is. Ctrl-C cancels.")
    static final class Redrive implements Callable<Integer> {
        @Mixin
        private final DeadActCommand act = new DeadActCommand();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return act.run(spec, "redrive");
        }
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Gives dead letters up for good: counts them, asks, and tells how far it is. Ctrl-C cancels.")
    static final class Drop implements Callable<Integer> {
        @Mixin
        private final DeadActCommand act = new DeadActCommand();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return act.run(spec, "drop");
        }
    }
}
