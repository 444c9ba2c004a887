package dev.spillway.sandbox.stage;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What stands between the network and one simulator: logs every call, then plays the faults that are set. A call that hangs
 * is answered as it would have been when the hang is lifted or its time is over; one whose effect had been held back takes
 * it only then, and only if its caller still waits. At most {@value #HANGING_MAX} calls hang; further ones are reset.
 *
 * <p>All of it runs on the event loop of the simulators' server.
 */
public final class Stage {
    public static final int HANGING_MAX = 10_000;

    private final Vertx vertx;
    private final Clock clock;
    private final Behaviour behaviour;
    private final Function<Call, String> key;
    private final CallLog log = new CallLog(CallLog.CALLS_MAX);
    private final Arrivals arrivals;
    private final Spread faultSpread = new Spread();
    private final Spread jitterSpread = new Spread();
    private final ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    private Bucket bucket;

    /**
     * What a stage stands on.
     *
     * @param arrivalsMax lines of its diary
     */
    public record Ground(Vertx vertx, Clock clock, int arrivalsMax) {}

    /** @param key what makes two calls the same to whoever counts them */
    public Stage(Ground ground, Behaviour behaviour, Function<Call, String> key) {
        this.vertx = ground.vertx();
        this.clock = ground.clock();
        this.behaviour = behaviour;
        this.key = key;
        this.arrivals = new Arrivals(ground.arrivalsMax());
        this.bucket = new Bucket(0, clock);
        behaviour.onChange(this::changed);
    }

    public CallLog log() {
        return log;
    }

    public Arrivals arrivals() {
        return arrivals;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    /** One call on its way through. */
    private record Passage(Call call, String key, CallLog.Entry entry, Exchange exchange, Supplier<Answer> work) {}

    public void handle(RoutingContext context, Function<Call, Answer> work) {
        handleOnceSeen(context, call -> () -> work.apply(call));
    }

    /**
     * The same for work that wants to know of every call.
     *
     * @param work sees a call the moment it comes, whatever faults it meets; what it gives back answers it
     */
    public void handleOnceSeen(RoutingContext context, Function<Call, Supplier<Answer>> work) {
        var call = Call.of(context, clock.instant());
        var name = key.apply(call);
        arrivals.came(call, name);
        var passage = new Passage(call, name, log.add(call, name), new Exchange(context), work.apply(call));
        var faults = faults();
        if (!bucket.tryTake()) {
            answer(passage, faults.tooMany());
        } else if (faults.any() && faultSpread.hits(faults.errorShare())) {
            fail(passage, faults);
        } else {
            answer(passage, run(passage));
        }
    }

    /** Lets go of all that hangs. */
    public void release() {
        for (var waiting = hanging.pollFirst(); waiting != null; waiting = hanging.pollFirst()) waiting.run();
    }

    private void fail(Passage passage, Faults faults) {
        if (faults.takesEffect()) {
            fail(passage, faults, run(passage));
        } else if (faults.hangs()) {
            hang(faults, () -> answerIfOpen(passage), passage.exchange);
        } else {
            fail(passage, faults, faults.error());
        }
    }

    private void fail(Passage passage, Faults faults, Answer answer) {
        if (faults.hangs()) {
            hang(faults, () -> answer(passage, answer), passage.exchange);
        } else if (faults.reset()) {
            later(passage.exchange::reset);
        } else {
            answer(passage, faults.error());
        }
    }

    private void hang(Faults faults, Runnable release, Exchange exchange) {
        if (hanging.size() >= HANGING_MAX) {
            exchange.reset();
            return;
        }
        hanging.addLast(release);
        exchange.onClose(() -> hanging.remove(release));
        if (faults.hangMs() > 0) vertx.setTimer(faults.hangMs(), timer -> releaseOne(release));
    }

    private void releaseOne(Runnable release) {
        if (hanging.remove(release)) release.run();
    }

    private void answerIfOpen(Passage passage) {
        if (passage.exchange.isOpen()) answer(passage, run(passage));
    }

    private Answer run(Passage passage) {
        var answer = passage.work.get();
        if (!answer.effect()) return answer;
        log.tookEffect(passage.entry);
        arrivals.tookEffect(passage.call, passage.key, answer.body(), clock.millis());
        return answer;
    }

    private void answer(Passage passage, Answer answer) {
        answer.ready().onComplete(done -> later(() -> send(passage, answer)));
    }

    private void send(Passage passage, Answer answer) {
        passage.exchange.answer(answer).onSuccess(sent -> log.answered(passage.entry, answer.status()));
    }

    private void later(Runnable action) {
        var faults = faults();
        var delayMs = faults.latencyMs() + Math.round(faults.latencyJitterMs() * jitterSpread.next());
        if (delayMs > 0) {
            vertx.setTimer(delayMs, timer -> action.run());
        } else {
            action.run();
        }
    }

    private void changed() {
        bucket = new Bucket(faults().ratePerSecond(), clock);
        release();
    }

    private Faults faults() {
        return behaviour.part(Faults.class);
    }
}
