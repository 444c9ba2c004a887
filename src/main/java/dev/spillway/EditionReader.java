package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.flow.FlowBook;
import dev.spillway.flow.FlowLoader;
import dev.spillway.outbound.Destinations;
import dev.spillway.whatsapp.CloudApi;
import dev.spillway.whatsapp.ErrorTable;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.References;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads editions, again and again while a gateway runs. Blocks: never call it on an event loop. */
final class EditionReader {
    /** How often it begins anew because somebody is just writing the files. */
    private static final int TRIES_MAX = 3;

    private final GatewayConfig config;
    private final EditionFiles files;
    private final References references;
    private final List<Destinations.Plan> senders;

    /** @param gateway {@code gateway.yaml}, which has been read already */
    EditionReader(Path gateway, GatewayConfig config, References references, ErrorTable errors) {
        this.config = config;
        this.files = new EditionFiles(gateway, config);
        this.references = references;
        this.senders = config.senders().stream()
                .map(sender -> new Destinations.Plan(
                        sender.name(), new CloudApi(sender.settings(), errors), sender.destination()))
                .toList();
    }

    /** @throws SetupException with every problem that was found */
    Edition read() throws SetupException {
        for (var tries = 1; tries < TRIES_MAX; tries++) {
            var version = files.version();
            var edition = edition(version);
            if (version.equals(files.version())) return edition;
        }
        return edition(files.version());
    }

    private Edition edition(String version) throws SetupException {
        var problems = new LinkedHashSet<Problem>();
        var plans = new ArrayList<Destinations.Plan>(senders);
        plans.addAll(new BackendReader(files, references, problems).plans(names()));
        var book = book(problems);
        if (book != null && problems.isEmpty()) checkNeeds(book, plans, problems);
        if (book == null || !problems.isEmpty()) throw new SetupException(List.copyOf(problems));
        return new Edition(version, book, plans);
    }

    private List<String> names() {
        return senders.stream().map(Destinations.Plan::name).toList();
    }

    private @Nullable FlowBook book(Set<Problem> problems) {
        try {
            return FlowLoader.load(
                    files.flows(), files.templates(), config.flow().settings());
        } catch (FaultyFileException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    /** A flow that asks a backend nobody configured would fail in front of a customer. */
    private void checkNeeds(FlowBook book, List<Destinations.Plan> plans, Set<Problem> problems) {
        for (var need : book.needs()) {
            var plan = plans.stream()
                    .filter(each -> each.name().equals(need.destination()))
                    .findFirst();
            if (plan.isEmpty()) {
                problems.add(need.backend()
                        .problem("is neither a backend nor a sender", "add it to " + files.backends() + ", or use one of "
                                + String.join(", ", plans.stream().map(Destinations.Plan::name).sorted().toList())));
            } else if (!plan.get().connector().operations().contains(need.operation())) {
                problems.add(need.what()
                        .problem(
                                need.destination() + " cannot " + need.operation(),
                                "it can " + String.join(", ", plan.get().connector().operations().stream().sorted().toList())));
            }
        }
    }
}
