package dev.spillway.trial;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorSource;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.json.Json;
import dev.spillway.outbound.TryOut;
import dev.spillway.trial.SampleFile.Exchange;
import dev.spillway.trial.SampleFile.Expected;
import dev.spillway.trial.SampleFile.Incoming;
import dev.spillway.trial.SampleFile.Sample;
import dev.spillway.yaml.FaultyFileException;
import dev.spillway.yaml.StrictYaml;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A connector and the samples beside its file. */
public final class Trial {
    private final Connector connector;
    private final List<Exchange> login;
    private final List<Sample> samples;
    private final List<Incoming> webhooks;
    private final boolean takesWebhooks;

    private Trial(Connector connector, SampleFile file, boolean takesWebhooks) {
        this.connector = connector;
        this.login = List.copyOf(file.login());
        this.samples = List.copyOf(file.samples());
        this.webhooks = List.copyOf(file.webhooks());
        this.takesWebhooks = takesWebhooks;
    }

    /**
     * How one sample went.
     *
     * @param complaint what was wrong; empty if it went well
     */
    public record Verdict(String sample, String complaint) {
        /** Whether all was as the sample says. */
        public boolean passed() {
            return complaint.isEmpty();
        }
    }

    /** Where the samples of a connector are: {@code acme.samples.yaml} beside {@code acme.yaml}. */
    public static Path samplesOf(Path connector) {
        return connector.resolveSibling(
                String.valueOf(connector.getFileName()).replaceAll("\\.yaml$", ".samples.yaml"));
    }

    /**
     * Reads a connector and its samples. Blocks.
     *
     * @throws FaultyFileException with every problem of one of the files
     * @throws IOException if one of them cannot be read
     */
    public static Trial of(Path connector) throws IOException {
        var beside = samplesOf(connector);
        var file = StrictYaml.read(SampleFile.class, beside.toString(), Files.readString(beside), name -> null);
        var source = new ConnectorSource(connector.toString(), Files.readString(connector));
        return new Trial(source.connector(file.params(), ""), file, source.takesWebhooks());
    }

    /** The connector's name. */
    public String name() {
        return connector.name();
    }

    /** What no sample plays: operations, and webhooks that are taken and refused. */
    public List<String> unplayed() {
        var alone = connector.operations().stream().filter(operation -> !plays(operation, false));
        var batches = connector.operations().stream()
                .filter(operation -> connector.batching(operation) != null && !plays(operation, true))
                .map(operation -> operation + " in a batch");
        return Stream.of(alone, batches, unheard())
                .flatMap(missing -> missing)
                .sorted()
                .toList();
    }

    private Stream<String> unheard() {
        if (!takesWebhooks) return Stream.of();
        var taken = webhooks.stream().anyMatch(sample -> !sample.events().isEmpty());
        var refused = webhooks.stream().anyMatch(sample -> sample.refused().equals("wrong"));
        return Stream.concat(
                taken ? Stream.of() : Stream.of("a webhook that is taken"),
                refused ? Stream.of() : Stream.of("a webhook with a wrong signature"));
    }

    private boolean plays(String operation, boolean batch) {
        return samples.stream()
                .filter(sample -> sample.operation().equals(operation))
                .anyMatch(sample -> sample.batch().isEmpty() != batch);
    }

    /** Plays all samples, one after the other, each with logins of its own. Call it on an event loop. */
    public Future<List<Verdict>> play(Vertx vertx) {
        var replay = new Replay(vertx, connector.redaction().listed());
        return replay.listen()
                .compose(address -> {
                    var verdicts = new ArrayList<Verdict>();
                    var all = Future.<Void>succeededFuture();
                    for (var sample : samples) {
                        all = all.compose(before -> play(sample, replay, new TryOut(vertx, Clock.systemUTC(), address)))
                                .map(verdicts::add)
                                .mapEmpty();
                    }
                    return all.map(
                            done -> Stream.concat(verdicts.stream(), heard()).toList());
                })
                .eventually(replay::close);
    }

    private Stream<Verdict> heard() {
        return webhooks.stream().map(sample -> Hearing.of(connector, sample));
    }

    /** Whatever breaks is a complaint: no sample passes for not having been compared. */
    private Future<Verdict> play(Sample sample, Replay replay, TryOut tryOut) {
        replay.expect(calls(sample));
        return tryOut.run(connector, operations(sample), exchange -> {})
                .map(ended -> verdict(sample, replay, ended))
                .otherwise(failure -> new Verdict(sample.name(), "could not be played: " + failure))
                .eventually(tryOut::close);
    }

    private List<Exchange> calls(Sample sample) {
        return sample.login()
                ? Stream.concat(login.stream(), sample.calls().stream()).toList()
                : sample.calls();
    }

    private static List<Operation> operations(Sample sample) {
        if (sample.batch().isEmpty()) return List.of(operation(sample, sample.input(), sample.key()));
        return sample.batch().stream()
                .map(piece -> operation(sample, piece.input(), piece.key()))
                .toList();
    }

    private static Operation operation(Sample sample, Map<String, Object> input, String key) {
        var now = Clock.systemUTC().instant();
        var context = new Operation.Context(
                "evt-1", key, "", "es-MX", sample.attempt(), sample.ambiguous(), now, sample.age());
        return new Operation(sample.operation(), input, context);
    }

    private static Verdict verdict(Sample sample, Replay replay, TryOut.Ended ended) {
        var complaint = replay.complaint();
        if (complaint.isEmpty()) complaint = difference(sample.outcome(), ended.outcome());
        return new Verdict(sample.name(), complaint.isEmpty() ? items(sample.outcome(), ended.items()) : complaint);
    }

    private static String items(Expected expected, List<Outcome> items) {
        if (expected.items().size() != items.size()) {
            return Matching.differs("number of items", expected.items().size(), items.size());
        }
        for (var i = 0; i < items.size(); i++) {
            var difference = difference(expected.items().get(i), items.get(i));
            if (!difference.isEmpty()) return "item " + (i + 1) + ": " + difference;
        }
        return "";
    }

    private static String difference(Expected expected, Outcome outcome) {
        if (expected.kind() != outcome.kind()) {
            return Matching.differs("outcome", word(expected.kind()), word(outcome.kind()) + ": " + outcome.reason());
        }
        if (!Matching.same(expected.value(), outcome.value())) {
            return Matching.differs("value", Json.text(expected.value()), Json.text(outcome.value()));
        }
        if (!expected.code().equals(outcome.code())) return Matching.differs("code", expected.code(), outcome.code());
        if (!outcome.reason().contains(expected.reason())) {
            return Matching.differs("reason", expected.reason(), outcome.reason());
        }
        return Objects.equals(expected.retryAfter(), outcome.retryAfter())
                ? ""
                : Matching.differs("retryAfter", expected.retryAfter(), outcome.retryAfter());
    }

    private static String word(Outcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
