package dev.spillway;

import picocli.CommandLine.Command;

/** {@code spillway connector}: for those who write connectors. */
@Command(
        name = "connector",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, checks, tries and tests connectors: one YAML file a backend.",
        footer = {
            "",
            "Exit codes: 0 all is well; 1 something is wrong with a file, a sample or the outcome;",
            "2 wrong command line."
        },
        subcommands = {
            ConnectorListCommand.class,
            ConnectorOperationsCommand.class,
            ConnectorLintCommand.class,
            ConnectorTryCommand.class,
            ConnectorTestCommand.class,
            ConnectorSchemaCommand.class
        })
final class ConnectorCommand {}
