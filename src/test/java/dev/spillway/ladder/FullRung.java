package dev.spillway.ladder;

import dev.spillway.faults.Held;
import dev.spillway.faults.Report;
import dev.spillway.faults.Stack;
import dev.spillway.faults.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A whole gateway with Redis, Postgres and simulators. A closed loop would overrun what runs the events, so webhooks come at
 * a rate that it can sustain: one at which what waits in Redis does not grow. Blocks.
 */
final class FullRung implements AutoCloseable {
    private static final double FIRST_RATE = 2_000;
    /** The JIT is busy for about a minute with what runs behind the doors; until then a webhook costs twice as much. */
    private static final double WARM_RATE = 2_500;

    private static final int WARM_SECONDS = 60;
    private static final int SETTLE_SECONDS = 3;
    /** The client is asked what came of it a little after its time. */
    private static final int SPARE_SECONDS = 3;

    private static final int LOOK_MS = 250;
    private static final int TRIAL_SECONDS_MIN = 8;
    private static final int TRIES = 2;
    private static final int DRAIN_MS_MAX = 120_000;
    private static final double DRAINED = 500;
    private static final double BELOW_BEST = 0.95;
    private static final double LESS = 0.9;
    private static final int HOLDS_MAX = 4;

    private final Settings settings;
    private final Path folder;
    private final Report report;
    private final Stack stack;
    private final OpenLoop client;
    private final Meter meter;
    private final Payloads payloads = new Payloads(1);

    private FullRung(Settings settings, Path folder, Report report, Stack stack) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.report = report;
        this.stack = stack;
        this.meter = Meter.of(List.of(stack.gatewayPid()), stack.redisPid(), stack.postgresPid());
        this.client = OpenLoop.start(stack.port());
    }

    /** @param folder for what is sent */
    static FullRung start(Settings settings, Path folder, Report report) throws IOException {
        report.say("full: starting a gateway, Redis, Postgres and simulators");
        var stack = Stack.asInProduction(settings.full().isDurable(), Site.JVM, settings.loops());
        try {
            return new FullRung(settings, folder, report, stack);
        } catch (IOException e) {
            stack.close();
            throw e;
        }
    }

    /** The last trial, of the full length. */
    Trial run() throws IOException {
        client.rate(WARM_RATE);
        Waiting.sleep(WARM_SECONDS * 1000L);
        drain();
        report.say("full: warm");
        var fixed = settings.full().rate();
        if (fixed > 0) return told(attempt(fixed, settings.fullSeconds()));
        return hold(calibrated() * BELOW_BEST);
    }

    private double calibrated() throws IOException {
        var calibration = new Calibration(FIRST_RATE);
        while (!calibration.isDone()) {
            calibration.was(isPromising(calibration.rate()));
        }
        if (calibration.best() == 0) throw new IOException("full: no rate could be sustained");
        return calibration.best();
    }

    /** One that was not is tried again: in a few seconds the machine may have been busy with something else. */
    private boolean isPromising(double rate) throws IOException {
        var seconds = Math.max(TRIAL_SECONDS_MIN, settings.seconds());
        var promising = false;
        for (var n = 0; n < TRIES && !promising; n++) {
            promising = told(attempt(rate, seconds)).isPromising();
        }
        return promising;
    }

    /** For the full time; what could be sustained for a short one may be too much for that. */
    private Trial hold(double first) throws IOException {
        var trial = told(attempt(first, settings.fullSeconds()));
        for (var n = 1; n < HOLDS_MAX && !trial.isSustained(); n++) {
            trial = told(attempt(trial.rate() * LESS, settings.fullSeconds()));
        }
        return trial;
    }

    private Trial told(Trial trial) {
        report.say("full: " + trial);
        return trial;
    }

    private Trial attempt(double rate, int seconds) throws IOException {
        var count = Math.round(rate * (SETTLE_SECONDS + seconds + SPARE_SECONDS));
        var ahead = RequestFiles.write(folder.resolve("full"), count, payloads);
        try (var requests = ahead.open()) {
            client.sends(Optional.of(requests));
            var trial = timed(rate, seconds);
            client.rate(0);
            client.sends(Optional.empty());
            if (!trial.isSustained()) drain();
            return trial;
        } finally {
            ahead.remove();
        }
    }

    private Trial timed(double rate, int seconds) throws IOException {
        client.rate(rate);
        Waiting.sleep(SETTLE_SECONDS * 1000L);
        client.take();
        var simulatorsBefore = ProcStat.cpuUs(stack.simulatorsPid());
        var before = meter.look();
        var slope = watch(seconds);
        var outcome = client.take();
        var spent = meter.look().minus(before).each(Math.max(1, outcome.requests()));
        var simulators = (ProcStat.cpuUs(stack.simulatorsPid()) - simulatorsBefore) / Math.max(1, outcome.requests());
        return new Trial(rate, new Sample(Rung.FULL, outcome, spent, meter.residentMb()), slope, simulators);
    }

    private Slope watch(int seconds) throws IOException {
        var slope = new Slope();
        var begunAt = System.nanoTime();
        var said = 0;
        for (var now = 0.0; now < seconds; now = (System.nanoTime() - begunAt) / 1e9) {
            var held = stack.held();
            slope.add(now, waiting(held));
            if (now > said + 30) {
                said += 30;
                report.say(String.format(Locale.ROOT, "full: %d s; %s, %d of the ledger", said, held, held.ledger()));
            }
            Waiting.sleep(LOOK_MS);
        }
        return slope;
    }

    private void drain() throws IOException {
        client.rate(0);
        if (!Waiting.within(DRAIN_MS_MAX, this::isDrained)) throw new IOException("full: the backlog does not drain");
        client.take();
    }

    private boolean isDrained() throws IOException {
        return waiting(stack.held()) < DRAINED;
    }

    private static double waiting(Held held) {
        return (double) held.events() + held.deliveries() + held.ledger();
    }

    @Override
    public void close() throws IOException {
        client.close();
        meter.close();
        stack.close();
    }
}
