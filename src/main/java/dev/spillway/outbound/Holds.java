package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Which operations of one destination wait because they do not fit the backend any more; all others go on. See {@link Hold}.
 * Belongs to one event loop.
 */
final class Holds {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private final String destination;
    private final String node;
    private final Clock clock;
    private final Duration trialsMax;
    private final Duration trialMost;
    private final Map<String, Hold> byOperation = new HashMap<>();
    private Consumer<List<Held>> shown = all -> {};
    private Consumer<Held> begun = held -> {};
    private Consumer<Held> over = held -> {};
    private Trials trials = Trials.alone();

    /**
     * Begins with nothing held.
     *
     * @param node whose findings these are
     * @param trialsMax the longest time between two trials of a held operation
     * @param trialMost how long one takes at most
     */
    Holds(String destination, String node, Clock clock, Duration trialsMax, Duration trialMost) {
        this.destination = destination;
        this.node = node;
        this.clock = clock;
        this.trialsMax = trialsMax;
        this.trialMost = trialMost;
    }

    /** Calls back when this node has found that an operation must be held, or need not be any more. */
    void tell(Consumer<Held> begun, Consumer<Held> over) {
        this.begun = begun;
        this.over = over;
    }

    /** Trials are made in turn with other nodes from now on. */
    void inTurn(Trials all) {
        trials = all;
        byOperation.values().forEach(hold -> hold.inTurn(all));
    }

    /** Shows what is held, now and whenever it changes. */
    void show(Consumer<List<Held>> shown) {
        this.shown = shown;
        shown.accept(all());
    }

    /** Leave to try an operation; empty while it is held. Whoever gets one must {@link #learn} with it. */
    Optional<Hold.Pass> pass(String operation) {
        return hold(operation).pass();
    }

    /**
     * Learns from an ending.
     *
     * @param id of the delivery; empty for a look-up
     * @return whether it is the operation that does not fit, so that this ending says nothing against the delivery
     */
    boolean learn(Hold.Pass pass, String id, Outcome outcome) {
        var hold = hold(pass.operation());
        hold.ended(pass);
        if (outcome.kind() == Outcome.Kind.CONFIG) return misfits(hold, pass, id, reason(outcome));
        var went = outcome.succeeded() || outcome.kind() == Outcome.Kind.NOT_FOUND;
        if (pass.trial() && went) end(hold);
        return false;
    }

    private boolean misfits(Hold hold, Hold.Pass pass, String id, String reason) {
        if (hold.blames(id)) return false;
        var first = hold.held() == null;
        var held = new Held(pass.operation(), reason, node, now());
        hold.misfit(pass, id, held);
        shown.accept(all());
        if (first) begun(held);
        return true;
    }

    /** A probe found that an operation does not fit. */
    void misfits(String operation, String probe, String reason) {
        var hold = hold(operation);
        if (hold.held() != null) return;
        var held = new Held(operation, reason, Held.byProbe(probe), now());
        hold.begin(held);
        shown.accept(all());
        begun(held);
    }

    /** A probe found that an operation fits: if the same had held it, it goes on. */
    void fits(String operation, String probe) {
        var held = hold(operation).held();
        if (held != null && held.by().equals(Held.byProbe(probe))) end(hold(operation));
    }

    private void begun(Held held) {
        log(held, Level.ERROR).addKeyValue("reason", held.reason()).log("operation.held");
        begun.accept(held);
    }

    private void end(Hold hold) {
        var held = hold.held();
        if (held == null) return;
        hold.end();
        trials.next(held.operation(), Duration.ZERO);
        shown.accept(all());
        log(held, Level.WARN).log("operation.goesOn");
        over.accept(held);
    }

    private LoggingEventBuilder log(Held held, Level level) {
        return LOG.atLevel(level)
                .addKeyValue("destination", destination)
                .addKeyValue("operation", held.operation())
                .addKeyValue("by", held.by());
    }

    /** The board says so. */
    void begin(Held held) {
        hold(held.operation()).begin(held);
        shown.accept(all());
    }

    /** The board says so no more. */
    void end(String operation) {
        hold(operation).end();
        shown.accept(all());
    }

    /** Somebody has acted. */
    void resume(String operation) {
        hold(operation).forgive();
        shown.accept(all());
    }

    /** Why an operation is held; empty if it is not. */
    String reason(String operation) {
        var held = hold(operation).held();
        return held == null ? "" : held.reason();
    }

    /** What is held. */
    List<Held> all() {
        return byOperation.values().stream()
                .flatMap(hold -> Optional.ofNullable(hold.held()).stream())
                .toList();
    }

    /** Operations come from flows: they are few. */
    private Hold hold(String operation) {
        return byOperation.computeIfAbsent(operation, this::flowing);
    }

    private Hold flowing(String operation) {
        var hold = new Hold(operation, clock, trialsMax, trialMost);
        hold.inTurn(trials);
        return hold;
    }

    private static String reason(Outcome outcome) {
        return outcome.code().isEmpty() ? outcome.reason() : outcome.reason() + " (" + outcome.code() + ")";
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
