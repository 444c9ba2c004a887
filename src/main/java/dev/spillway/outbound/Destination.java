package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.limit.Buckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where deliveries go: a backend or a sender, with its way out.
 *
 * @param name of the destination, also of its bucket
 * @param connector what to ask it and what its answers mean
 * @param runner runs its operations through the nest of wrappers
 * @param gates what can hold it up, from outside in
 * @param condition what it is kept from for its own sake; pause and stop are among the gates
 */
record Destination(
        String name,
        Connector connector,
        DestinationSettings settings,
        StepRunner runner,
        List<Gate> gates,
        Condition condition,
        OutboundMetrics metrics) {

    /** What all destinations of an event loop are made from. */
    record Parts(
            Vertx vertx,
            Clock clock,
            Alarms alarms,
            Buckets buckets,
            LoginStore logins,
            Notices notices,
            Destinations.Node node,
            MeterRegistry registry) {}

    /** Builds the nest around the call itself. */
    static Destination of(Parts parts, String name, Connector connector, DestinationSettings settings, Outbound call) {
        var metrics = new OutboundMetrics(parts.registry, name);
        var condition = condition(parts, name, settings);
        metrics.show(condition);
        var bucket = new BucketOutbound(call, source(parts, name, settings), metrics);
        var bulkhead = new BulkheadOutbound(bucket, settings.concurrency(), line("slot", parts, settings), metrics);
        var ramp = new RampOutbound(bulkhead, settings.concurrency(), line("slot while it comes up", parts, settings));
        var breaker = new BreakerOutbound(ramp, name, settings.breaker(), parts.vertx, parts.clock)
                .forcedBy(condition.forcing())
                .closing(ramp::startOver)
                .shownBy(metrics);
        var metered = new MeteredOutbound(breaker, metrics);
        return new Destination(
                name,
                connector,
                settings,
                runner(parts, name, connector, metered),
                List.of(condition.stop(), condition.pause(), breaker, ramp, bulkhead, bucket),
                condition,
                metrics);
    }

    private static Condition condition(Parts parts, String name, DestinationSettings settings) {
        var holds = new Holds(
                name, parts.node.name(), parts.clock, settings.backoff().max());
        return new Condition(new Pause(parts.clock, parts.alarms), new Stop(), holds, new Forcing());
    }

    private static StepRunner runner(Parts parts, String name, Connector connector, Outbound outbound) {
        var desk =
                new LoginDesk.Parts(parts.node.id(), parts.logins, parts.clock, parts.alarms, new SplittableRandom());
        return new StepRunner(name, connector, outbound, desk);
    }

    private static BucketOutbound.Source source(Parts parts, String name, DestinationSettings settings) {
        return new BucketOutbound.Source(
                name, settings.rate(), parts.buckets, line("token", parts, settings), parts.alarms);
    }

    private static WaitLine line(String what, Parts parts, DestinationSettings settings) {
        return new WaitLine("no " + what, settings.queueMax(), parts.alarms);
    }
}
