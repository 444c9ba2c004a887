package dev.spillway;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "spillway",
        mixinStandardHelpOptions = true,
        version = "spillway 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "The WhatsApp gateway that survives the campaign peak.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DeadCommand.class,
            PlanCommand.class,
            ConnectorCommand.class,
            TemplatesCommand.class
        })
public final class Main {
    private static final String SANDBOX = "dev.spillway.SandboxEntry";

    private Main() {}

    /** Exits with 0, with 1 when something failed, with 2 for a wrong command line. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        try {
            commandLine.addSubcommand(
                    Class.forName(SANDBOX).getMethod("command").invoke(null));
        } catch (ClassNotFoundException e) {
            // The production image has no sandbox.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return commandLine;
    }
}
