package dev.spillway;

import picocli.CommandLine.Command;

/** {@code spillway dead}: what was given up, by way of a running gateway. */
@Command(
        name = "dead",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, shows, redrives and drops dead letters of a running gateway, over its management port.",
        footer = {
            "",
            "Exit codes: 0 done; 1 the gateway refused, the job failed, or letters were skipped;",
            "2 wrong command line, or not confirmed; 3 no gateway answers; 130 cancelled by Ctrl-C."
        },
        subcommands = {
            DeadListCommand.class,
            DeadShowCommand.class,
            DeadActCommand.Redrive.class,
            DeadActCommand.Drop.class
        })
final class DeadCommand {}
