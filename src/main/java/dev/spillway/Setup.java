package dev.spillway;

import dev.spillway.config.BackendConfig;
import dev.spillway.config.GatewayConfig;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.flow.FlowBook;
import dev.spillway.flow.FlowLoader;
import dev.spillway.outbound.Destinations;
import dev.spillway.whatsapp.CloudApi;
import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that configuration files say, read and checked against each other. Immutable.
 *
 * @param config {@code gateway.yaml}
 * @param book flows and texts
 * @param plans a destination for each sender and backend
 * @param errors what a messaging provider's error codes mean
 */
record Setup(GatewayConfig config, FlowBook book, List<Destinations.Plan> plans, ErrorTable errors) {
    Setup {
        plans = List.copyOf(plans);
    }

    /** What people call this node. May look the host's name up: call it before the event loops start. */
    String nodeName() {
        if (!config.node().isBlank()) return config.node();
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "gateway";
        }
    }

    /**
     * Reads all files. Blocks: call it before the event loops start.
     *
     * @param file {@code gateway.yaml}; the paths in it are relative to it
     * @param environment gives the value of an environment variable, or null
     * @throws SetupException with every problem that was found
     */
    static Setup load(Path file, UnaryOperator<@Nullable String> environment) throws SetupException {
        var problems = new ArrayList<String>();
        var config = config(file, environment);
        var errors = ErrorTable.load();
        var plans = new ArrayList<Destinations.Plan>();
        for (var sender : config.senders()) {
            plans.add(new Destinations.Plan(
                    sender.name(), new CloudApi(sender.settings(), errors), sender.destination()));
        }
        config.backends().forEach(backend -> plan(file, backend, plans, problems));
        var book = book(file, config, problems);
        if (book != null && problems.isEmpty()) checkNeeds(book, plans, problems);
        if (book == null || !problems.isEmpty()) throw new SetupException(problems);
        return new Setup(config, book, plans, errors);
    }

    private static GatewayConfig config(Path file, UnaryOperator<@Nullable String> environment) throws SetupException {
        try {
            return StrictYaml.read(GatewayConfig.class, file.toString(), Files.readString(file), environment);
        } catch (FaultyFileException e) {
            throw new SetupException(List.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new SetupException(List.of(file + ": cannot be read: " + e + "; name another by --config"));
        }
    }

    private static void plan(Path file, BackendConfig backend, List<Destinations.Plan> plans, List<String> problems) {
        try {
            var path = file.resolveSibling(backend.connector());
            var connector = ConnectorLoader.load(path.toString(), Files.readString(path), backend.params());
            plans.add(new Destinations.Plan(backend.name(), connector, backend.destination()));
        } catch (FaultyFileException e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            problems.add(file + ": backends: " + backend.name() + ": its connector cannot be read: " + e);
        }
    }

    private static @Nullable FlowBook book(Path file, GatewayConfig config, List<String> problems) {
        try {
            var flow = config.flow();
            return FlowLoader.load(
                    file.resolveSibling(flow.flows()), file.resolveSibling(flow.templates()), flow.settings());
        } catch (FaultyFileException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A flow that asks a backend nobody configured would fail in front of a customer. */
    private static void checkNeeds(FlowBook book, List<Destinations.Plan> plans, List<String> problems) {
        for (var need : book.needs()) {
            var plan = plans.stream()
                    .filter(each -> each.name().equals(need.destination()))
                    .findFirst();
            if (plan.isEmpty()) {
                problems.add("flow " + need.flow() + " asks " + need.destination()
                        + ", which is neither in backends nor in senders; add it to gateway.yaml or change the flow");
            } else if (!plan.get().connector().operations().contains(need.operation())) {
                problems.add("flow " + need.flow() + " asks " + need.destination() + " for " + need.operation()
                        + ", which its connector cannot do; it can: "
                        + plan.get().connector().operations());
            }
        }
    }
}
