package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a destination alone while it fails, then tries it with one call.
 *
 * <pre>
 *            too many failures in the window            openFor
 *   closed ────────────────────────────────► open ─────────────────► half open
 *      ▲                                      ▲      probe failed        │
 *      │                                      └──────────────────────────┤
 *      └─────────────────────────────────────────────────────────────────┘ probe answered
 * </pre>
 *
 * <p>Where the connector can ask whether the destination is up, that goes before the probe: while it is down no work is tried.
 *
 * <p>Failures are 5xx, no connection and no answer. 429 and other 4xx are answers. A call refused in this house says nothing
 * about the destination and counts neither way, except as a probe: then the question is still open, and so is the breaker.
 * Neither do calls count that began before the last change of state.
 *
 * <p>The state machine is the library's. It counts failures in a row, and knows no ending that says nothing, so the ratio is
 * counted here and it is told only what decides: one failure opens it. Endings that decide nothing are never reported.
 */
final class BreakerOutbound implements Outbound, Gate {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerOutbound.class);
    /** The library's word for "no timeout": ours end by their deadlines. */
    private static final long NO_TIMEOUT = -1;
    /** When to come again while somebody else's probe is out. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private final Outbound next;
    private final BreakerSettings settings;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final FailureWindow window;
    private Instant halfOpenAt = Instant.EPOCH;
    private int changes;
    private boolean probing;
    /** Work waits for what the question says that goes before it. */
    private boolean asking;

    private @Nullable Supplier<Future<Sign>> question;
    private Forcing forcing = new Forcing();
    private Runnable closing = () -> {};
    private Runnable wake = () -> {};

    /** A call that the library let through. */
    private record Passed(int since, boolean probe, Promise<Void> report) {}

    BreakerOutbound(Outbound next, String name, BreakerSettings settings, Vertx vertx, Clock clock) {
        this.next = next;
        this.settings = settings;
        this.clock = clock;
        this.window = new FailureWindow(clock, settings.window());
        this.breaker = CircuitBreaker.create(name, vertx, options(settings))
                .openHandler(open -> opened())
                .halfOpenHandler(halfOpen -> halfOpened())
                .closeHandler(closed -> closed());
    }

    private static CircuitBreakerOptions options(BreakerSettings settings) {
        return new CircuitBreakerOptions()
                .setMaxFailures(1)
                .setMaxRetries(0)
                .setTimeout(NO_TIMEOUT)
                .setResetTimeout(settings.openFor().toMillis())
                .setFailuresRollingWindow(settings.window().toMillis())
                .setFallbackOnFailure(false)
                .setNotificationAddress(null)
                .setNotificationPeriod(0);
    }

    /** Does from now on what a person wants, and returns this. Left to itself again, it begins with a clean sheet. */
    BreakerOutbound forcedBy(Forcing forcing) {
        this.forcing = forcing;
        forcing.onChange(this::forced);
        return this;
    }

    /** Calls back whenever it closes, and returns this. */
    BreakerOutbound closing(Runnable closing) {
        this.closing = closing;
        return this;
    }

    /** Asks this before it lets a probe through, and stays open while the answer is that the destination fails; returns this. */
    BreakerOutbound asking(@Nullable Supplier<Future<Sign>> question) {
        this.question = question;
        return this;
    }

    /** Shows the state and returns this. */
    BreakerOutbound shownBy(OutboundMetrics metrics) {
        metrics.showBreaker(this::level);
        return this;
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        return switch (forcing.now()) {
            case OPEN ->
                Future.failedFuture(new CallFailure(CallFailure.Kind.REFUSED, "the breaker is kept open", PROBE));
            case CLOSE -> next.send(call, leave);
            case AUTO -> guarded(call, leave);
        };
    }

    private Future<HttpReply> guarded(HttpCall call, Leave leave) {
        if (asking) return leave.asks() ? next.send(call, leave) : Future.failedFuture(refused());
        Promise<HttpReply> result = Promise.promise();
        breaker.<Void>execute(report -> {
                    var passed = pass(report);
                    next.send(call, leave).onComplete(ended -> end(passed, ended, result));
                })
                .onFailure(cause -> result.tryFail(cause instanceof OpenCircuitException ? refused() : cause));
        return result.future();
    }

    @Override
    public int free() {
        if (forcing.now() != Forced.AUTO) return forcing.now() == Forced.OPEN ? 0 : OPEN;
        return switch (breaker.state()) {
            case CLOSED -> OPEN;
            case HALF_OPEN -> probing || asking ? 0 : 1;
            case OPEN -> 0;
        };
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    private Passed pass(Promise<Void> report) {
        probing = breaker.state() == CircuitBreakerState.HALF_OPEN;
        return new Passed(changes, probing, report);
    }

    private void end(Passed passed, AsyncResult<HttpReply> ended, Promise<HttpReply> result) {
        if (passed.since == changes) weigh(passed, Sign.of(ended));
        result.handle(ended);
    }

    private void weigh(Passed passed, Sign sign) {
        if (passed.probe) {
            report(passed, sign == Sign.ALIVE);
        } else if (sign != Sign.NONE) {
            window.add(sign == Sign.FAILING);
            if (window.tripped(settings.callsMin(), settings.failurePercent())) report(passed, false);
        }
    }

    private static void report(Passed passed, boolean alive) {
        if (alive) passed.report.complete();
        else passed.report.fail("failing");
    }

    private CallFailure refused() {
        return new CallFailure(CallFailure.Kind.REFUSED, "the breaker is open", comeAgain());
    }

    private Duration comeAgain() {
        var left = Duration.between(clock.instant(), halfOpenAt);
        return left.isNegative() || left.isZero() ? PROBE : left;
    }

    private void opened() {
        halfOpenAt = clock.instant().plus(settings.openFor());
        changed("breaker.open");
    }

    /** What cannot be asked says nothing: then work tries. */
    private void halfOpened() {
        changed("breaker.halfOpen");
        var ask = question;
        if (ask == null || !asking) return;
        var since = changes;
        ask.get().onComplete(said -> {
            if (since == changes) heard(said.succeeded() ? said.result() : Sign.NONE);
        });
    }

    private void heard(Sign sign) {
        asking = false;
        if (sign == Sign.FAILING) breaker.open();
        else wake.run();
    }

    private void closed() {
        closing.run();
        changed("breaker.closed");
    }

    /** What was counted before says nothing about after. One that had opened by itself still tries with a probe first. */
    private void forced(Forced wanted) {
        LOG.atWarn()
                .addKeyValue("destination", breaker.name())
                .addKeyValue("forced", wanted.word())
                .log("breaker.forced");
        if (wanted != Forced.OPEN) closing.run();
        changes++;
        asking = false;
        window.clear();
        wake.run();
    }

    private void changed(String message) {
        changes++;
        probing = false;
        asking = question != null && breaker.state() == CircuitBreakerState.HALF_OPEN;
        window.clear();
        LOG.atWarn().addKeyValue("destination", breaker.name()).log(message);
        wake.run();
    }

    private int level() {
        if (forcing.now() != Forced.AUTO) return forcing.now() == Forced.OPEN ? 2 : 0;
        return switch (breaker.state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
