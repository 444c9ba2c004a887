package dev.spillway;

import picocli.CommandLine.Command;

/** {@code spillway templates}: for those who write message templates. */
@Command(
        name = "templates",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks message templates, compares them with the provider's, and brings them there.",
        footer = {
            "",
            "Exit codes: 0 all is well; 1 something is wrong with a file, or differs; 2 wrong command line;",
            "3 the provider does not answer."
        },
        subcommands = {TemplatesLintCommand.class, TemplatesDiffCommand.class, TemplatesPushCommand.class})
final class TemplatesCommand {}
