package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.json.Thinking;
import dev.spillway.limit.Beats;
import dev.spillway.limit.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries go: a backend or a sender, with its way out.
 *
 * @param name of the destination, also of its bucket
 * @param edition of its files, as attempts name it; empty if it is made of none
 * @param connector what to ask it and what its answers mean
 * @param runner runs its operations through the nest of wrappers
 * @param gates what can hold it up, from outside in
 * @param condition what it is kept from for its own sake; pause and stop are among the gates
 * @param checkup asks whether it is up; null if its connector cannot
 * @param limits that it keeps
 * @param tempo when each of its calls may go
 */
record Destination(
        String name,
        String edition,
        Connector connector,
        DestinationSettings settings,
        StepRunner runner,
        List<Gate> gates,
        Condition condition,
        @Nullable Checkup checkup,
        Limits limits,
        Tempo tempo,
        OutboundMetrics metrics) {
    /** One that is made of no files. */
    Destination(
            String name,
            Connector connector,
            DestinationSettings settings,
            StepRunner runner,
            List<Gate> gates,
            Condition condition,
            Limits limits,
            Tempo tempo,
            OutboundMetrics metrics) {
        this(name, "", connector, settings, runner, gates, condition, null, limits, tempo, metrics);
    }

    /** What all destinations of an event loop are made from. */
    record Parts(
            Vertx vertx,
            Clock clock,
            Alarms alarms,
            Thinking thinking,
            Limits limits,
            Beats beats,
            LoginStore logins,
            Notices notices,
            Destinations.Node node,
            Errands errands,
            MeterRegistry registry) {}

    /** Builds the nest around the call itself. */
    static Destination of(Parts parts, Destinations.Plan plan, Tempo tempo, Outbound call) {
        var name = plan.name();
        var connector = plan.connector();
        var settings = plan.settings();
        var metrics = new OutboundMetrics(parts.registry, name);
        var condition = condition(parts, name, settings);
        metrics.show(condition);
        var turnstile = new TurnstileOutbound(call, turnstile(parts, plan, tempo), metrics);
        var comingUp = new WaitLine("no slot while it comes up", settings.queueMax(), parts.alarms);
        var ramp = new RampOutbound(turnstile, settings.concurrency(), comingUp);
        var breaker = new BreakerOutbound(ramp, name, settings.breaker(), parts.vertx, parts.clock)
                .forcedBy(condition.forcing())
                .closing(ramp::startOver)
                .shownBy(metrics);
        var metered = new MeteredOutbound(breaker, metrics);
        var runner = runner(parts, name, connector, metered);
        var checkup = checkup(parts, plan, runner, metrics);
        if (checkup != null) breaker.asking(checkup::ask);
        return new Destination(
                name,
                plan.origin(),
                connector,
                settings,
                runner,
                List.of(condition.stop(), condition.pause(), breaker, ramp, turnstile),
                condition,
                checkup,
                parts.limits,
                tempo,
                metrics);
    }

    private static Condition condition(Parts parts, String name, DestinationSettings settings) {
        var holds = new Holds(
                name, parts.node.name(), parts.clock, settings.backoff().max(), settings.operationTimeout());
        return new Condition(
                new Pause(parts.clock, parts.alarms),
                new Pause(parts.clock, parts.alarms),
                new Stop(),
                holds,
                new Forcing());
    }

    private static @Nullable Checkup checkup(
            Parts parts, Destinations.Plan plan, StepRunner runner, OutboundMetrics metrics) {
        var with = new Checkup.Parts(parts.clock, parts.alarms, new SplittableRandom());
        return plan.connector()
                .health()
                .map(health -> new Checkup(health, runner, plan.settings().operationTimeout(), with, metrics))
                .orElse(null);
    }

    private static StepRunner runner(Parts parts, String name, Connector connector, Outbound outbound) {
        var desk =
                new LoginDesk.Parts(parts.node.id(), parts.logins, parts.clock, parts.alarms, new SplittableRandom());
        return new StepRunner(name, connector, outbound, desk, parts.thinking, parts.errands);
    }

    private static TurnstileOutbound.Parts turnstile(Parts parts, Destinations.Plan plan, Tempo tempo) {
        var name = plan.name();
        var connector = plan.connector();
        var settings = plan.settings();
        return new TurnstileOutbound.Parts(
                name,
                parts.node.id(),
                plan.even() == null
                        ? new Tolls(name, settings.rate(), connector.tolls())
                        : Tolls.withoutBucket(connector.tolls()),
                parts.limits,
                new WaitLine("no token", settings.queueMax(), parts.alarms, tempo.floor()),
                slots(connector, settings.concurrency()),
                parts.alarms,
                parts.clock,
                settings.callTimeout(),
                tempo);
    }

    /** What the operator allows is the most that a connector's own search may find. */
    private static Slots slots(Connector connector, int max) {
        return connector
                .adaptive()
                .map(bounds -> Slots.adaptive(Math.min(bounds.min(), max), Math.min(bounds.max(), max)))
                .orElseGet(() -> Slots.fixed(max));
    }
}
