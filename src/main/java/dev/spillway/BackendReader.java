package dev.spillway;

import dev.spillway.config.BackendConfig;
import dev.spillway.config.BackendsFile;
import dev.spillway.connector.Capability;
import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorSource;
import dev.spillway.outbound.BreakerSettings;
import dev.spillway.outbound.DestinationSettings;
import dev.spillway.outbound.Destinations;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.Problem;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.References;
import dev.spillway.yaml.StrictYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes destinations of {@code backends.yaml} and the connectors it names. Used once. */
final class BackendReader {
    private final EditionFiles files;
    private final References references;
    private final Collection<Problem> found;
    private final Problems problems;
    private final Map<String, Optional<ConnectorSource>> sources = new HashMap<>();
    private final List<Serving.Offer> offers = new ArrayList<>();

    /** @param found where problems go */
    BackendReader(EditionFiles files, References references, Collection<Problem> found) {
        this.files = files;
        this.references = references;
        this.found = found;
        this.problems = new Problems(files.backends().toString());
    }

    /**
     * @param taken names that no backend may have
     * @param sources names that no backend may have whose webhooks are taken
     */
    List<Destinations.Plan> plans(Collection<String> taken, Collection<String> sources) {
        var plans = new ArrayList<Destinations.Plan>();
        var names = new HashSet<>(taken);
        var backends = file().backends();
        for (var i = 0; i < backends.size(); i++) {
            var backend = backends.get(i);
            if (backend == null) continue;
            var key = "backends[" + i + "]";
            if (!names.add(backend.name()))
                problems.add(key + ".name", "is taken", "backends and senders need names of their own");
            var plan = plan(key, backend);
            plan.ifPresent(plans::add);
            plan.ifPresent(made -> offer(key, backend, made.connector().operations()));
            if (sources.contains(backend.name())
                    && plan.filter(BackendReader::takesWebhooks).isPresent())
                problems.add(key + ".name", "is a source's in gateway.yaml", "webhooks come from both: rename one");
        }
        found.addAll(problems.list());
        return plans;
    }

    private static boolean takesWebhooks(Destinations.Plan plan) {
        return plan.connector().webhook().isPresent();
    }

    /** What they may be chosen for; to be asked after {@link #plans}. */
    List<Serving.Offer> offers() {
        return offers;
    }

    private BackendsFile file() {
        try {
            var text = Files.readString(files.backends());
            var file = StrictYaml.bind(BackendsFile.class, text, references, problems);
            if (file != null) return file;
        } catch (IOException e) {
            problems.add("", "cannot be read", "gateway.yaml names it: check that it exists and may be read");
        }
        return new BackendsFile(List.of());
    }

    private Optional<Destinations.Plan> plan(String key, BackendConfig backend) {
        return sources.computeIfAbsent(backend.connector(), name -> source(key, name))
                .filter(source -> source.accepts(backend.params(), key + ".params", problems))
                .flatMap(source -> plan(key, backend, source));
    }

    private void offer(String key, BackendConfig backend, Set<String> can) {
        for (var capability : backend.serves()) {
            if (capability.among(can)) continue;
            var cure = "its connector can " + String.join(", ", new TreeSet<>(can));
            problems.add(key + ".serves", backend.connector() + " cannot serve " + capability.word(), cure);
        }
        var serves = backend.serves().isEmpty() ? List.of(Capability.values()) : backend.serves();
        var able = serves.stream().filter(capability -> capability.among(can)).collect(Collectors.toSet());
        offers.add(new Serving.Offer(backend.name(), new Serving.Area(backend.tenant(), backend.branch()), able));
    }

    private Optional<ConnectorSource> source(String key, String name) {
        var file = files.connector(name);
        try {
            return Optional.of(new ConnectorSource(file.toString(), Files.readString(file)));
        } catch (IOException e) {
            problems.add(key + ".connector", "cannot be read: " + file, "name one of the files in " + file.getParent());
            return Optional.empty();
        }
    }

    private Optional<Destinations.Plan> plan(String key, BackendConfig backend, ConnectorSource source) {
        var values = new HashMap<String, String>();
        backend.params().forEach((name, param) -> values.put(name, param.value()));
        try {
            var connector = source.connector(values, backend.tenant());
            var settings = settings(key, backend, connector);
            if (settings.isEmpty()) return Optional.empty();
            var version =
                    ShortHash.of(source.text(), new TreeMap<>(backend.params()), backend.tenant(), settings.get());
            var madeOf = List.of(source.text(), values, backend.tenant());
            return Optional.of(new Destinations.Plan(backend.name(), connector, settings.get(), version, madeOf));
        } catch (FaultyFileException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    private Optional<DestinationSettings> settings(String key, BackendConfig backend, Connector connector) {
        var destination = backend.destination();
        var breaker = destination.breaker();
        if (breaker != null) return Optional.of(destination.settings(breaker));
        var own = connector.breaker();
        if (own.isEmpty()) {
            problems.add(
                    key + ".destination.breaker",
                    "is missing, and its connector says nothing either",
                    "add \"breaker: {callsMin: 10, failurePercent: 50, window: PT30S, openFor: PT5S}\"");
        }
        return own.map(wish ->
                        new BreakerSettings(wish.callsMin(), wish.failurePercent(), wish.window(), wish.openFor()))
                .map(destination::settings);
    }
}
