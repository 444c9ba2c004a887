package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.lane.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one destination shows. Every name has the tag {@code destination}; nothing is counted per contact.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>meaning</th></tr>
 * <tr><td>gateway_outbound_call_seconds{ending}</td><td>HTTP calls with all their waiting; endings 2xx 3xx 4xx 429 5xx,
 *     refused (here), no_lease, not_sent, no_answer, too_large, defect</td></tr>
 * <tr><td>gateway_outbound_lease_refused_total</td><td>of these, those not sent because the lease of their shard was not held
 *     beyond doubt: ending no_lease</td></tr>
 * <tr><td>gateway_outbound_in_flight_calls</td><td>calls begun and not ended</td></tr>
 * <tr><td>gateway_outbound_waiting_calls{line}</td><td>of these, waiting for a slot and for tokens</td></tr>
 * <tr><td>gateway_outbound_limit_waiting_calls{group}</td><td>of these, those that need something of a limit that every call
 *     keeps</td></tr>
 * <tr><td>gateway_outbound_limit_refused_total{group}</td><td>calls sent away because a limit had nothing left for longer than
 *     they could wait; their deliveries come again without having spent an attempt</td></tr>
 * <tr><td>gateway_outbound_slots</td><td>calls that may be in flight side by side from this node; moves where the connector
 *     says {@code concurrency: adaptive}</td></tr>
 * <tr><td>gateway_outbound_token_wait_seconds</td><td>how long calls that got a token had waited for it</td></tr>
 * <tr><td>gateway_outbound_breaker_state</td><td>0 closed, 1 half open, 2 open</td></tr>
 * <tr><td>gateway_outbound_breaker_forced</td><td>1 while a person keeps it open or closed, else 0</td></tr>
 * <tr><td>gateway_outbound_paused</td><td>1 while the destination told us to stay away, else 0</td></tr>
 * <tr><td>gateway_outbound_stopped</td><td>1 from when a login was found dead until somebody has acted, else 0</td></tr>
 * <tr><td>gateway_outbound_operation_held{operation,misfit}</td><td>1 while an operation is held; {@code misfit} says what does
 *     not fit</td></tr>
 * <tr><td>gateway_outbound_cache_total{operation,result}</td><td>look-ups whose answers are kept: hit, shared (equal questions at
 *     once), stale (the backend could not answer), miss</td></tr>
 * <tr><td>gateway_outbound_cache_entries</td><td>answers kept</td></tr>
 * <tr><td>gateway_outbound_cache_evicted_total</td><td>answers that had to make room</td></tr>
 * <tr><td>gateway_outbound_probes_total{probe,outcome}</td><td>looks for drift: done, config (something is missing), else it
 *     could not be told</td></tr>
 * <tr><td>gateway_outbound_checkups_total{sign}</td><td>questions whether it is up: alive, failing, none (it was not asked)</td></tr>
 * <tr><td>gateway_outbound_attempt_seconds{outcome}</td><td>attempts at deliveries</td></tr>
 * <tr><td>gateway_outbound_verdicts_total{verdict}</td><td>done, retry, park, dead</td></tr>
 * <tr><td>gateway_outbound_untried_total{reason}</td><td>deliveries taken and not sent: ended (before Redis forgot it),
 *     unknown (the ledger could not be asked; given back for a second), held (their operation is),
 *     early and apart (of what goes together), put_off and refused (by the gates, see {@link PermitMetrics}), facts_unknown (what the
 *     person allows is being read back)</td></tr>
 * <tr><td>gateway_outbound_together_deliveries{whole}</td><td>summary of how many went in one call, where more than one did;
 *     {@code whole} is ended, or refused: tried in parts then</td></tr>
 * <tr><td>gateway_outbound_progress_total{result}</td><td>writes of several steps: a step was done and this was kept, or it was
 *     not: too_large, hidden (it holds what nobody may see), failed (Redis did not take it); a later attempt has resumed, or
 *     began anew because what was kept is outdated: the files are others by now</td></tr>
 * <tr><td>gateway_outbound_in_flight_deliveries</td><td>deliveries taken out of lanes and not given back</td></tr>
 * <tr><td>gateway_outbound_unfinished_total</td><td>verdicts the lane did not take: the shard went to another node</td></tr>
 * <tr><td>gateway_outbound_lookup_seconds{outcome}</td><td>live look-ups</td></tr>
 * </table>
 *
 * <p>Equations: count of call_seconds = calls begun − in_flight_calls. Sum of verdicts_total = count of attempt_seconds.
 * Deliveries taken = sum of verdicts_total + sum of untried_total + in_flight_deliveries (while none is being finished).
 * Alert on {@code verdicts_total{verdict="dead"}}, on {@code paused == 1} and on {@code breaker_state == 2} for minutes, and
 * on any {@code attempt_seconds_count{outcome=~"config|auth_revoked"}}.
 */
final class OutboundMetrics {
    private static final String DESTINATION = "destination";

    /** Names of gauges that are also asked for here. */
    static final String DELIVERIES = "gateway.outbound.in.flight.deliveries";

    static final String CALLS = "gateway.outbound.in.flight.calls";
    static final String WAITING = "gateway.outbound.waiting.calls";
    static final String BREAKER = "gateway.outbound.breaker.state";

    private final Map<String, List<Supplier<Number>>> gauges = new HashMap<>();
    private final MeterRegistry registry;
    private final String destination;
    private final Counter leaseRefused;
    private final HeldMeters held;

    OutboundMetrics(MeterRegistry registry, String destination) {
        this.registry = registry;
        this.destination = destination;
        this.held = new HeldMeters(registry, destination);
        this.leaseRefused = registry.counter("gateway.outbound.lease.refused", DESTINATION, destination);
    }

    /** Shows nothing more of how a destination is now; what was counted stays. */
    static void forget(MeterRegistry registry, String destination) {
        Search.in(registry)
                .name(name -> name.startsWith("gateway.outbound."))
                .tag(DESTINATION, destination)
                .gauges()
                .forEach(registry::remove);
    }

    /** Starts a clock. */
    Timer.Sample start() {
        return Timer.start(registry);
    }

    /** A call ended. */
    void called(Timer.Sample since, AsyncResult<HttpReply> ended) {
        since.stop(timer("gateway.outbound.call", "ending", ending(ended)));
        if (withoutLease(ended)) leaseRefused.increment();
    }

    /** A call got its token. */
    void gotToken(Timer.Sample since) {
        since.stop(registry.timer("gateway.outbound.token.wait", DESTINATION, destination));
    }

    /** An attempt at a delivery ended. */
    void attempted(Duration took, Outcome.Kind outcome, Verdict verdict) {
        timer("gateway.outbound.attempt", "outcome", Verdicts.word(outcome)).record(took);
        registry.counter("gateway.outbound.verdicts", DESTINATION, destination, "verdict", Verdicts.name(verdict))
                .increment();
    }

    /** Several went in one call. */
    void together(int deliveries, String whole) {
        registry.summary("gateway.outbound.together.deliveries", DESTINATION, destination, "whole", whole)
                .record(deliveries);
    }

    /** How far a write of several steps has got was kept or was not, was used or was not. */
    void progress(String result) {
        registry.counter("gateway.outbound.progress", DESTINATION, destination, "result", result)
                .increment();
    }

    /** A delivery that was taken is not sent. */
    void untried(String reason) {
        registry.counter("gateway.outbound.untried", DESTINATION, destination, "reason", reason)
                .increment();
    }

    /** A probe has looked. */
    void probed(String probe, Outcome.Kind outcome) {
        registry.counter(
                        "gateway.outbound.probes",
                        DESTINATION,
                        destination,
                        "probe",
                        probe,
                        "outcome",
                        Verdicts.word(outcome))
                .increment();
    }

    /** It was asked whether it is up. */
    void checked(Sign sign) {
        var word = sign.name().toLowerCase(Locale.ROOT);
        registry.counter("gateway.outbound.checkups", DESTINATION, destination, "sign", word)
                .increment();
    }

    /** A verdict was not taken by the lane. */
    void unfinished() {
        registry.counter("gateway.outbound.unfinished", DESTINATION, destination)
                .increment();
    }

    /** A live look-up ended. */
    void lookedUp(Timer.Sample since, Outcome.Kind outcome) {
        since.stop(timer("gateway.outbound.lookup", "outcome", Verdicts.word(outcome)));
    }

    /** A look-up that may be answered from memory was: hit, shared, stale; or it was not: miss. */
    void cached(String operation, String result) {
        registry.counter("gateway.outbound.cache", DESTINATION, destination, "operation", operation, "result", result)
                .increment();
    }

    /** An answer had to make room for another. */
    void evicted() {
        registry.counter("gateway.outbound.cache.evicted", DESTINATION, destination)
                .increment();
    }

    /** Shows how many answers are kept. */
    void showCached(Supplier<Number> entries) {
        gauge("gateway.outbound.cache.entries", entries);
    }

    /** Shows calls in flight. */
    void showCalls(Supplier<Number> inFlight) {
        gauge(CALLS, inFlight);
    }

    /** Shows deliveries in flight. */
    void showDeliveries(Supplier<Number> inFlight) {
        gauge(DELIVERIES, inFlight);
    }

    /** Shows who waits in a line. */
    void showWaiting(String line, Supplier<Number> waiting) {
        remember(WAITING, waiting);
        Gauge.builder(WAITING, waiting)
                .tag(DESTINATION, destination)
                .tag("line", line)
                .register(registry);
    }

    /** Shows who waits for a limit. */
    void showWaitingFor(String group, Supplier<Number> waiting) {
        Gauge.builder("gateway.outbound.limit.waiting.calls", waiting)
                .tag(DESTINATION, destination)
                .tag("group", group)
                .register(registry);
    }

    /** Shows how many may be in flight. */
    void showSlots(Supplier<Number> slots) {
        gauge("gateway.outbound.slots", slots);
    }

    /** So many were sent away because of a limit. */
    void refused(String group, int calls) {
        registry.counter("gateway.outbound.limit.refused", DESTINATION, destination, "group", group)
                .increment(calls);
    }

    /** Shows the breaker. */
    void showBreaker(Supplier<Number> state) {
        gauge(BREAKER, state);
    }

    /** Shows whether the destination is paused or stopped, and which of its operations are held. */
    void show(Condition condition) {
        gauge("gateway.outbound.paused", () -> isPaused(condition) ? 1 : 0);
        gauge("gateway.outbound.stopped", () -> condition.stop().isShut() ? 1 : 0);
        gauge("gateway.outbound.breaker.forced", () -> condition.forcing().now() == Forced.AUTO ? 0 : 1);
        condition.holds().show(held::showAll);
    }

    private static boolean isPaused(Condition condition) {
        return condition.pause().free() == 0 || condition.lowPause().free() == 0;
    }

    /** What a gauge shows now, of all lines together; 0 if it shows nothing. On the event loop of the destination. */
    int shown(String gauge) {
        return gauges.getOrDefault(gauge, List.of()).stream()
                .mapToInt(value -> value.get().intValue())
                .sum();
    }

    private void remember(String gauge, Supplier<Number> value) {
        gauges.computeIfAbsent(gauge, name -> new ArrayList<>()).add(value);
    }

    private void gauge(String name, Supplier<Number> value) {
        remember(name, value);
        Gauge.builder(name, value).tag(DESTINATION, destination).register(registry);
    }

    private Timer timer(String name, String tag, String value) {
        return registry.timer(name, DESTINATION, destination, tag, value);
    }

    private static boolean withoutLease(AsyncResult<HttpReply> ended) {
        return ended.cause() instanceof CallFailure failure && failure.kind() == CallFailure.Kind.NO_LEASE;
    }

    private static String ending(AsyncResult<HttpReply> ended) {
        if (ended.cause() instanceof CallFailure failure) return failure.kind().tag();
        if (ended.failed()) return "defect";
        var status = ended.result().status();
        return status == 429 ? "429" : status / 100 + "xx";
    }
}
