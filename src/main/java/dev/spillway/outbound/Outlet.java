package dev.spillway.outbound;

import dev.spillway.lane.Lanes;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Even;
import dev.spillway.limit.Metronome;
import io.vertx.core.Future;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A destination at work: its connections, its way out, the pump that takes from its lanes, and what keeps it in step with the other
 * nodes. Belongs to one event loop.
 */
final class Outlet {
    private final Destinations.Plan plan;
    private final Destination destination;
    private final HttpClientOutbound client;
    private final Liaison liaison;
    private final Probing probing;
    private @Nullable LanePump pump;
    private boolean ended;

    private Outlet(
            Destination.Parts parts, Destinations.Plan plan, Destination destination, HttpClientOutbound client) {
        this.plan = plan;
        this.destination = destination;
        this.client = client;
        this.liaison = new Liaison(destination, parts.notices(), parts.node().name(), parts.clock());
        this.probing = new Probing(destination, parts.clock(), parts.alarms(), new SplittableRandom());
    }

    /** Takes nothing yet. */
    static Outlet of(Destination.Parts parts, OutboundSettings settings, Destinations.Plan plan) {
        var tempo = tempo(parts, plan.even());
        var client = new HttpClientOutbound(parts.vertx(), settings, plan.name(), plan.settings(), tempo);
        var destination = Destination.of(parts, plan, tempo, client);
        var outlet = new Outlet(parts, plan, destination, client);
        outlet.liaison.start();
        return outlet;
    }

    private static Tempo tempo(Destination.Parts parts, @Nullable Even even) {
        if (even == null) return Tempo.AT_ONCE;
        var ranks = Priority.values().length;
        var metronome = new Metronome(parts.vertx(), parts.beats(), even, ranks, parts.registry());
        return new PacedTempo(metronome, parts.alarms());
    }

    Destinations.Plan plan() {
        return plan;
    }

    Destination destination() {
        return destination;
    }

    Liaison liaison() {
        return liaison;
    }

    /** It has been changed: what it was held or stopped for counts no more, on any node. */
    void tryAnew() {
        var condition = destination.condition();
        if (condition.stop().isShut()) liaison.resume().onFailure(later -> {});
        for (var held : condition.holds().all())
            liaison.resume(held.operation()).onFailure(later -> {});
    }

    /** Begins to take deliveries, unless it has ended meanwhile. */
    void pump(Lanes lanes, LanePump.Desk desk) {
        if (ended || pump != null) return;
        probing.start();
        var checkup = destination.checkup();
        if (checkup != null) checkup.start();
        var begun = new LanePump(destination, lanes, desk);
        pump = begun;
        begun.start();
    }

    /** Takes no more. Completes when all that is out has been given back. */
    Future<Void> drain() {
        ended = true;
        probing.stop();
        var checkup = destination.checkup();
        if (checkup != null) checkup.stop();
        return pump == null ? Future.succeededFuture() : pump.stop();
    }

    /** Another one takes its place: what it still learns is nobody's business. */
    void silence() {
        liaison.stop();
    }

    /** Deliveries taken and not given back. */
    int inFlight() {
        return pump == null ? 0 : pump.inFlight();
    }

    /** Closes all connections. */
    Future<Void> close() {
        return client.close();
    }
}
