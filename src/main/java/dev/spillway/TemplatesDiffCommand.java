package dev.spillway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spillway templates diff}: what the files and the provider's list do not have in common. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Compares the templates with the provider's list. Exits with 1 if something is missing or differs there.")
final class TemplatesDiffCommand implements Callable<Integer> {
    @Mixin
    private final TemplatePlaces places = new TemplatePlaces();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return places.each(
                new Terminal(spec), (errand, place) -> errand.diff(place).map(differs -> !differs));
    }
}
