package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Probe;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether a destination still has what its operations need, and holds those it has not. Goes behind all
 * work in every line, and does not look while the destination is stopped or paused. Belongs to one event loop.
 */
final class Probing {
    private static final Logger LOG = LoggerFactory.getLogger(Probing.class);
    /** Nodes that start together do not look together. */
    private static final Duration FIRST_WITHIN = Duration.ofSeconds(5);
    /** While something is missing, or it could not be told. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Destination destination;
    private final Clock clock;
    private final Alarms alarms;
    private final RandomGenerator random;
    private final Map<String, Runnable> cancels = new HashMap<>();
    private boolean stopped;

    Probing(Destination destination, Clock clock, Alarms alarms, RandomGenerator random) {
        this.destination = destination;
        this.clock = clock;
        this.alarms = alarms;
        this.random = random;
    }

    void start() {
        destination.connector().probes().forEach(probe -> later(probe, upTo(FIRST_WITHIN)));
    }

    void stop() {
        stopped = true;
        cancels.values().forEach(Runnable::run);
    }

    private void later(Probe probe, Duration wait) {
        if (!stopped) cancels.put(probe.name(), alarms.set(wait, () -> look(probe)));
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private void look(Probe probe) {
        if (isShut()) {
            later(probe, shorter(SOON, probe.every()));
            return;
        }
        var deadline = Deadline.after(clock, destination.settings().operationTimeout());
        destination
                .runner()
                .run(probe.begin(), new Leave(deadline, Priority.BULK, () -> true))
                .onSuccess(ending -> looked(probe, ending.outcome()));
    }

    private boolean isShut() {
        var condition = destination.condition();
        return condition.stop().isShut() || condition.pause().free() == 0;
    }

    private void looked(Probe probe, Outcome outcome) {
        destination.metrics().probed(probe.name(), outcome.kind());
        switch (outcome.kind()) {
            case DONE -> probe.operations().forEach(each -> holds().fits(each, probe.name()));
            case CONFIG -> probe.operations().forEach(each -> holds().misfits(each, probe.name(), outcome.reason()));
            default -> log(probe, outcome);
        }
        var usual = probe.every().plus(upTo(probe.every().dividedBy(10)));
        later(probe, outcome.kind() == Outcome.Kind.DONE ? usual : shorter(SOON, usual));
    }

    private void log(Probe probe, Outcome outcome) {
        LOG.atWarn()
                .addKeyValue("destination", destination.name())
                .addKeyValue("probe", probe.name())
                .addKeyValue("outcome", Verdicts.word(outcome.kind()))
                .addKeyValue("reason", outcome.reason())
                .log("probe.tellsNothing");
    }

    private Holds holds() {
        return destination.condition().holds();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
