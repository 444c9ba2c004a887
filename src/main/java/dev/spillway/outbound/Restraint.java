package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Priority;
import dev.spillway.lane.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What holds a pump back: its destination's gates, a rest of its own, and the number it may have out; learned from how
 * attempts end.
 */
final class Restraint {
    private static final Logger LOG = LoggerFactory.getLogger(Restraint.class);
    /** After the lanes could not be read, which also call when they are back, or the ledger. */
    private static final Duration AWAY_REST = Duration.ofSeconds(1);

    /**
     * Where each call has a time of its own, the work taken ahead waits for it: one in so many places is kept for whom somebody waits
     * for, who would else wait for a place, too.
     */
    private static final int KEPT_OF = 8;

    /** A question to Redis costs about as much as two deliveries: who has enough out waits until there is room for some. */
    private static final int SOME = 4;

    private static final int ENOUGH = 16 * SOME;

    /** More is not made up for to those who go last. */
    private static final double OWED_MAX = 10;

    private final Destination destination;
    private final Pause rest;
    private final Pause lowRest;
    private final Ramp ramp;
    private final List<Gate> gates;
    private double owed;
    private int throttles;

    /**
     * @param rest of all
     * @param lowRest of those nobody waits for
     */
    Restraint(Destination destination, Pause rest, Pause lowRest) {
        this.destination = destination;
        this.rest = rest;
        this.lowRest = lowRest;
        this.ramp = new Ramp(destination.settings().concurrency());
        this.gates = new ArrayList<>(destination.gates());
        gates.add(rest);
    }

    /** Calls back when more may go. */
    void onFree(Runnable wake) {
        gates.forEach(gate -> gate.onFree(wake));
        lowRest.onFree(wake);
        destination.condition().lowPause().onFree(wake);
    }

    /**
     * Takes so many at most: the first, and of a paced destination now and then the last.
     *
     * @param out so many are out, each of which will call when it has ended
     */
    Future<List<Attempt>> take(Lanes lanes, int max, int out) {
        var open = max - kept();
        if (open <= 0 || (open < SOME && out >= ENOUGH))
            return lanes.take(destination.name(), max, Priority.INTERACTIVE);
        if (owed < 1)
            return lanes.take(destination.name(), open, least())
                    .onSuccess(taken -> owed = Math.min(
                            OWED_MAX, owed + taken.size() * destination.tempo().floor()));
        var some = (int) Math.min(open, owed);
        owed -= some;
        return lanes.takeLast(destination.name(), some, least());
    }

    private int kept() {
        return destination.tempo() == Tempo.AT_ONCE ? 0 : ramp.allowed() / KEPT_OF;
    }

    /** The lowest priority of which some may be taken. */
    private Priority least() {
        return Gate.narrowest(List.of(lowRest, destination.condition().lowPause())) == 0
                ? Priority.INTERACTIVE
                : Priority.lowest();
    }

    /** How many more may be taken beside those that are out. */
    int free(int inFlight) {
        return Math.min(ramp.allowed() - inFlight, Gate.narrowest(gates));
    }

    /** How often in a row the destination has asked for a pause, should this be the next ending. */
    int throttles(Ending ending) {
        return Verdicts.pauses(ending.outcome()) ? throttles + 1 : throttles;
    }

    /** Learns from an ending. */
    void learn(Tried tried, Verdict verdict, Verdicts verdicts) {
        var ending = tried.ending();
        if (ending.held()) return;
        if (ending.refused()) {
            (isLow(tried) ? lowRest : rest).extend(Verdicts.delay(verdict));
        } else if (ending.scope() != null) {
            destination.limits().shut(Tolls.limit(ending.scope()), Verdicts.delay(verdict));
        } else if (isTooFast(ending) && destination.tempo().slow()) {
            LOG.atDebug().addKeyValue("destination", destination.name()).log("destination.tooFast");
        } else if (Verdicts.pauses(ending.outcome())) {
            pause(tried, verdicts.pause(tried, verdict));
        } else if (ending.outcome().succeeded()) {
            throttles = 0;
            ramp.wentWell();
        }
    }

    /** A few too many in a second: all of them go a little slower, and none stops. */
    private static boolean isTooFast(Ending ending) {
        return ending.outcome().kind() == Outcome.Kind.THROTTLED
                && ending.outcome().scope().equals(Outcome.THROUGHPUT);
    }

    private static boolean isLow(Tried tried) {
        return !tried.attempt().delivery().priority().isAwaited();
    }

    /** Rests, because the lanes cannot be read. */
    void lanesAway(Throwable cause) {
        rest("lane.unreadable", cause);
    }

    /** Rests, because nobody can tell what was done before. */
    void ledgerAway(Throwable cause) {
        rest("delivery.pastUnknown", cause);
    }

    private void rest(String why, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("destination", destination.name())
                .addKeyValue("cause", cause.getMessage())
                .log(why);
        rest.extend(AWAY_REST);
    }

    private void pause(Tried tried, Duration delay) {
        throttles = tried.throttles();
        ramp.startOver();
        var low = isLow(tried) && tried.ending().outcome().kind() == Outcome.Kind.QUOTA_EXHAUSTED;
        var pause = low
                ? destination.condition().lowPause()
                : destination.condition().pause();
        pause.extend(delay);
        LOG.atLevel(tried.ending().outcome().kind() == Outcome.Kind.THROTTLED ? Level.INFO : Level.ERROR)
                .addKeyValue("destination", destination.name())
                .addKeyValue("outcome", Verdicts.word(tried.ending().outcome().kind()))
                .addKeyValue("pauseMs", pause.left().toMillis())
                .log("destination.paused");
    }
}
