package dev.spillway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spillway templates push}: brings what is missing or differs to the provider. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description =
                "Creates what is missing at the provider and changes what differs. Takes nothing away. Exits with 1 if something was refused.")
final class TemplatesPushCommand implements Callable<Integer> {
    @Mixin
    private final TemplatePlaces places = new TemplatePlaces();

    @Option(names = "--dry-run", description = "Tells what would be done, and does nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return places.each(new Terminal(spec), (errand, place) -> errand.push(place, dryRun));
    }
}
