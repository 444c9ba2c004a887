package dev.spillway.ladder;

import dev.spillway.faults.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One run: all servers up, each warmed up, then the rungs in turn, several times. Blocks. */
final class Ladder implements AutoCloseable {
    private static final int WARM_SECONDS = 10;
    private static final int AGAIN_SECONDS = 1;

    /** A batch costs the client as much as so many single webhooks. */
    private static final int BATCHES_PER_SINGLE = 60;

    private final Settings settings;
    private final Report report;
    private final Site site;
    private final Client client;
    private final RequestFiles singles;
    private final RequestFiles batches;
    private final List<Rung> rungs;
    private final Map<Rung, List<Sample>> samples = new EnumMap<>(Rung.class);

    private Ladder(Settings settings, Report report, Site site) throws IOException {
        this.settings = settings;
        this.report = report;
        this.site = site;
        this.client = settings.usesWrk() ? new WrkClient(site.folder()) : new OwnClient();
        this.rungs = inTurn(settings.rungs());
        var count = (long) settings.prepare() * settings.seconds();
        report.say(String.format(Locale.ROOT, "preparing %,d requests", count));
        this.singles = RequestFiles.write(site.folder().resolve("singles"), count, new Payloads(1));
        var batchCount = rungs.contains(Rung.ACCEPT_BATCH) ? count / BATCHES_PER_SINGLE : 0;
        this.batches = RequestFiles.write(site.folder().resolve("batches"), batchCount, new Payloads(Payloads.BATCH));
    }

    static Ladder start(Settings settings, Report report) throws IOException {
        var houses = inTurn(settings.rungs()).stream()
                .map(Rung::house)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(House.class)));
        report.say("starting " + houses);
        var site = Site.start(houses, settings);
        try {
            return new Ladder(settings, report, site);
        } catch (IOException e) {
            site.close();
            throw e;
        }
    }

    /** All that are measured by a closed loop; the full one is compared with the null one. */
    private static List<Rung> inTurn(Set<Rung> rungs) {
        var all = EnumSet.copyOf(rungs);
        if (all.remove(Rung.FULL)) all.add(Rung.NULL);
        return List.copyOf(all);
    }

    /** For files of the run; gone when this is closed. */
    Path folder() {
        return site.folder();
    }

    String redisVersion() throws IOException {
        return site.redisVersion();
    }

    /** Measures all rungs but the full one. */
    Map<Rung, List<Sample>> run() throws IOException {
        for (var rung : rungs) warmUp(rung);
        for (var round = 1; round <= settings.rounds(); round++) {
            for (var rung : rungs) measure(rung, round + " of " + settings.rounds());
        }
        return samples;
    }

    private void warmUp(Rung rung) throws IOException {
        for (var warm = 0; warm < WARM_SECONDS; warm += settings.seconds()) {
            site.prepare(rung);
            client.run(drive(rung, settings.seconds()));
        }
        report.say("warm: " + rung.word());
    }

    /** One more measurement of a rung. */
    void measure(Rung rung, String round) throws IOException {
        site.prepare(rung);
        client.run(drive(rung, AGAIN_SECONDS));
        site.prepare(rung);
        try (var meter = site.meter(rung.house())) {
            var before = meter.look();
            var outcome = client.run(drive(rung, settings.seconds()));
            var spent = meter.look().minus(before).each(Math.max(1, outcome.requests()));
            keep(new Sample(rung, outcome, spent, meter.residentMb()), round);
        }
    }

    private Client.Drive drive(Rung rung, int seconds) {
        return new Client.Drive(
                site.ports(rung.house()),
                settings.connections(rung),
                settings.loops(), // the same for all rungs, those with one loop too: only the server may differ
                seconds,
                rung.shape() == Rung.Shape.BATCH ? batches : singles);
    }

    private void keep(Sample sample, String round) {
        samples.computeIfAbsent(sample.rung(), first -> new ArrayList<>()).add(sample);
        var row = Row.of(sample.rung(), List.of(sample));
        report.say(String.format(
                Locale.ROOT,
                "%-14s round %s: %,8.0f webhooks/s, p99 %.1f ms, gateway %.1f µs, Redis %.1f µs, client %.1f µs%s%s",
                sample.rung().word(),
                round,
                row.perSecond(),
                row.latency().p99() / 1e3,
                row.each().gatewayUs(),
                row.each().redisUs(),
                row.each().clientUs(),
                sample.outcome().isClientTheLimit() ? "; the client is the limit" : "",
                sample.isGood() ? "" : "; FAILED: " + sample.trouble()));
    }

    @Override
    public void close() throws IOException {
        site.close();
    }
}
