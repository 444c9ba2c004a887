package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.config.SenderConfig;
import dev.spillway.config.SourceConfig;
import dev.spillway.flow.FlowBook;
import dev.spillway.flow.FlowLoader;
import dev.spillway.gate.OptOuts;
import dev.spillway.gate.Templates;
import dev.spillway.gate.WordsFile;
import dev.spillway.outbound.Destinations;
import dev.spillway.route.RouteBook;
import dev.spillway.route.RouteLoader;
import dev.spillway.template.TemplateLibrary;
import dev.spillway.template.TemplateLoader;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.References;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads editions, again and again while a gateway runs. Blocks: never call it on an event loop. */
final class EditionReader {
    /** How often it begins anew because somebody is just writing the files. */
    private static final int TRIES_MAX = 3;

    private final GatewayConfig config;
    private final EditionFiles files;
    private final References references;
    private final List<Destinations.Plan> senders;
    private final GateReader gates;

    /**
     * @param gateway {@code gateway.yaml}, which has been read already
     * @param senders the destinations that are fixed while the gateway runs
     * @param known how templates stand, as it is known while messages are sent
     */
    EditionReader(
            Path gateway,
            GatewayConfig config,
            References references,
            List<Destinations.Plan> senders,
            Templates known) {
        this.config = config;
        this.files = new EditionFiles(gateway, config);
        this.references = references;
        this.senders = List.copyOf(senders);
        this.gates = new GateReader(gateway, config, known);
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
        var backends = new BackendReader(files, references, problems);
        plans.addAll(backends.plans(names(), sources()));
        var serving = new Serving(backends.offers(), config.senders());
        var book = read(this::book, problems);
        var routes = read(this::routes, problems);
        var optOuts = read(this::optOuts, problems);
        var templates = read(this::library, problems);
        var asked = gates.read(problems);
        if (book != null && routes != null && problems.isEmpty()) {
            var needs = new NeedCheck(plans, serving, files.backends(), problems);
            book.needs().forEach(needs::check);
            routes.needs().forEach(needs::check);
            new Fallbacks(plans).check(book, files.backends(), problems);
        }
        if (book != null && optOuts != null) confirmations(optOuts, book, problems);
        if (book == null || routes == null || optOuts == null || templates == null || !problems.isEmpty()) {
            throw new SetupException(List.copyOf(problems));
        }
        return new Edition(
                version, book.with(new Fallbacks(plans).keys()), routes, optOuts, templates, asked, serving, plans);
    }

    private List<String> names() {
        return senders.stream().map(Destinations.Plan::name).toList();
    }

    private List<String> sources() {
        return config.sources().stream().map(SourceConfig::name).toList();
    }

    private static <T> @Nullable T read(Supplier<T> reader, Set<Problem> problems) {
        try {
            return reader.get();
        } catch (FaultyFileException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private FlowBook book() {
        return FlowLoader.load(files.flows(), files.templates(), config.flow().settings());
    }

    private TemplateLibrary library() {
        var names = config.senders().stream().map(SenderConfig::name).toList();
        return TemplateLoader.load(files.templates(), names);
    }

    private RouteBook routes() {
        return text(files.routes(), text -> RouteLoader.load(files.routes().toString(), text));
    }

    private OptOuts optOuts() {
        return text(files.consent(), text -> {
            var problems = new Problems(files.consent().toString());
            return new OptOuts(problems.unlessAny(StrictYaml.bind(WordsFile.class, text, problems)));
        });
    }

    private static <T> T text(Path file, Function<String, T> reader) {
        try {
            return reader.apply(Files.readString(file));
        } catch (IOException e) {
            var problems = new Problems(file.toString());
            problems.add("", "cannot be read", "gateway.yaml names it: check that it exists and may be read");
            return problems.unlessAny(null);
        }
    }

    /** What confirms a wish is said in every language. */
    private void confirmations(OptOuts optOuts, FlowBook book, Set<Problem> problems) {
        for (var wish : OptOuts.Wish.values()) {
            var text = optOuts.confirmation(wish);
            if (text.isEmpty()) continue;
            var key = wish == OptOuts.Wish.STOP ? "confirmation" : "welcome";
            var cure = "write it, below " + files.templates() + ", or leave the key out";
            for (var flaw : book.flaws(text))
                problems.add(new Problem(files.consent().toString(), 0, key, flaw, cure));
        }
    }
}
