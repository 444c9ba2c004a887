package dev.spillway.faults;

import dev.spillway.faults.GatewayNode.Build;
import dev.spillway.faults.Rig.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the stack that load tests run against. */
@Command(
        name = "stack",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description =
                "Starts redis-server (AOF always), PostgreSQL, simulators and one gateway as in production, on free"
                        + " ports; writes where they are into a file; ends them when its standard input ends, or on SIGTERM.")
public final class StackCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Gets a line -Dname=value for each thing a load test must know.")
    private Path file = Path.of("target", "stack.args");

    @Option(names = "--heap", description = "Of the gateway. Default: ${DEFAULT-VALUE}.")
    private String heap = "512m";

    @Option(names = "--jvm", paramLabel = "OPTION", description = "A further option of the gateway's JVM.")
    private List<String> jvm = List.of();

    @Option(names = "--loops", description = "Event loops that take webhooks. Default: ${DEFAULT-VALUE}, as shipped.")
    private int loops = 2;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StackCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try (var rig = Rig.start(Order.asDeployed(Standalone::asDeployed, new Build(options(), loops)))) {
            var hook = new Thread(() -> close(rig));
            Runtime.getRuntime().addShutdownHook(hook);
            write(String.join("\n", arguments(rig)) + "\n");
            System.in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().removeShutdownHook(hook);
            rig.keepLogs(Round.logs("stack"));
        }
        return 0;
    }

    private List<String> options() {
        var options = new ArrayList<>(GatewayJvm.asInImage(heap));
        options.addAll(jvm);
        return options;
    }

    private static List<String> arguments(Rig rig) {
        var gateway = rig.nodes().get(0);
        var local = "http://127.0.0.1:";
        return List.of(
                "-Durl=" + local + gateway.door().port() + "/webhooks/meta",
                "-Dmanagement=" + local + gateway.managementPort(),
                "-Dsecret=" + Webhook.SECRET,
                "-Ddatabase=jdbc:postgresql://127.0.0.1:" + rig.postgresPort() + "/postgres?user=postgres",
                "-Dsimulators=" + rig.simulated().url());
    }

    /** Whoever waits for the file never sees half of it. */
    private void write(String text) throws IOException {
        var draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void close(Rig rig) {
        try {
            rig.close();
        } catch (IOException e) {
            System.err.println("stack: " + e.getMessage());
        }
    }
}
