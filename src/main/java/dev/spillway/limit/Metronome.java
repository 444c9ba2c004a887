package dev.spillway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Gives each call under an {@linkplain Even even} limit its time, on this node: who waits goes when the next time comes, the first
 * rank first. Times are leased some ahead, as many as those who wait can use. One that goes by unused, or is noticed only {@link
 * #LATE_MAX} after it has come, is lost ({@code gateway_limit_even_lost_total{limit}}): a loop that stood still must not catch up.
 * Belongs to one event loop.
 */
public final class Metronome {
    /**
     * How late a call may go after its time. Loops of a busy machine stand still for some 25 ms once or twice a second, and each ms here
     * is one more in a thousand that may come in the worst second.
     */
    static final Duration LATE_MAX = Duration.ofMillis(30);

    /** More times are asked for, however few, when those at hand last no longer. */
    private static final double LOW_WATER = Ahead.micros(Duration.ofMillis(40));

    /** Timers ring at whole milliseconds. */
    private static final double EARLY = Ahead.micros(Duration.ofMillis(1)) / 2;

    /** So much work is let in ahead of its time; it takes a connection each. */
    private static final Duration ROOM = Duration.ofMillis(50);

    private static final Duration FAILED = Duration.ofMillis(10);

    private final Beats beats;
    private final Even even;
    private final Time time;
    private final List<Deque<Turn>> line = new ArrayList<>();
    private final Stock stock = new Stock(Ahead.micros(LATE_MAX));
    private final Counter lost;
    private Behind behind = rank -> 0;
    private Runnable wake = () -> {};
    private Runnable cancel = () -> {};
    private double perSecond;
    private double askAt;
    private double armedAt = Double.MAX_VALUE;
    private long turns;
    private int waiting;
    private boolean asking;
    private boolean beating;

    /** Who will wait here as soon as there is room. */
    @FunctionalInterface
    public interface Behind {
        /** How many of a rank. */
        int count(int rank);
    }

    /** A place in the line. */
    public final class Turn {
        private final Promise<Void> promise = Promise.promise();
        private final int rank;

        private Turn(int rank) {
            this.rank = rank;
        }

        /** Completes when its time has come; never fails. */
        public Future<Void> come() {
            return promise.future();
        }

        /** Waits no longer; harmless after it has come. */
        public void leave() {
            if (line.get(rank).remove(this)) waiting--;
        }
    }

    /** @param ranks who goes first: 0 before 1, and so on */
    public Metronome(Vertx vertx, Beats beats, Even even, int ranks, MeterRegistry registry) {
        this(Time.of(vertx), beats, even, ranks, registry);
    }

    Metronome(Time time, Beats beats, Even even, int ranks, MeterRegistry registry) {
        this.time = time;
        this.beats = beats;
        this.even = even;
        this.perSecond = Even.beats(even.perSecond());
        this.lost = registry.counter("gateway.limit.even.lost", "limit", even.name());
        for (var rank = 0; rank < ranks; rank++) line.add(new ArrayDeque<>());
    }

    /** Its limit. */
    public Even even() {
        return even;
    }

    /** Waits for a time. */
    public Turn join(int rank) {
        var turn = new Turn(rank);
        line.get(rank).addLast(turn);
        waiting++;
        beat();
        return turn;
    }

    /** How many wait here. */
    public int waiting() {
        return waiting;
    }

    /** How many times a second there are at present, for all nodes. */
    public double perSecond() {
        return perSecond;
    }

    /**
     * How many more may come in now: none, or enough to be worth a question to whatever they need besides.
     *
     * @param coming are on their way already
     */
    public int room(int coming) {
        var most = most();
        return waiting + coming > most / 2 ? 0 : most - waiting - coming;
    }

    /**
     * How many more may come in that go before the others: as many again, however many wait behind them.
     *
     * @param rank the last of those ranks
     * @param coming of them are on their way already
     */
    public int room(int rank, int coming) {
        var before = line.stream().limit(rank + 1L).mapToInt(Deque::size).sum();
        return Math.max(0, most() - before - coming);
    }

    private int most() {
        return (int) Math.ceil(perSecond * Even.seconds(ROOM)) + 1;
    }

    /** Calls back when some have gone. One listener. */
    public void onGone(Runnable wake) {
        this.wake = wake;
    }

    /** Asks for times for those, too. */
    public void ahead(Behind behind) {
        this.behind = behind;
    }

    /** The other side said that it was too much. */
    public void slow() {
        beats.slow(even);
    }

    /** Nothing for a while. */
    public void rest(Duration delay) {
        beats.rest(even, delay);
    }

    private void beat() {
        if (beating) return;
        beating = true;
        var before = turns;
        give();
        beating = false;
        ask();
        arm();
        if (turns > before) wake.run();
    }

    private void give() {
        expire();
        while (waiting > 0 && isDue()) {
            stock.step();
            waiting--;
            next().promise.complete();
            expire();
        }
    }

    private void expire() {
        stock.expire((double) time.micros());
        lost.increment((double) stock.expired());
    }

    private boolean isDue() {
        var next = stock.next();
        return next.isPresent() && next.getAsDouble() <= time.micros() + EARLY;
    }

    /** The first rank; now and then the last of those who wait, or it would never come. */
    private Turn next() {
        turns++;
        var last = even.floorPercent() > 0 && turns % (100 / even.floorPercent()) == 0;
        for (var i = 0; i < line.size(); i++) {
            var queue = line.get(last ? line.size() - 1 - i : i);
            if (!queue.isEmpty()) return queue.removeFirst();
        }
        throw new IllegalStateException("nobody waits");
    }

    private void ask() {
        var now = time.micros();
        var wish = wish();
        if (asking || wish.total() == 0 || now < askAt || now < enoughUntil(wish)) return;
        asking = true;
        beats.lease(even, wish).onComplete(this::leased);
    }

    /** What those who wait and will wait can use, beyond what is at hand. */
    private Wish wish() {
        var left = stock.size();
        var counts = new ArrayList<Integer>();
        for (var rank = 0; rank < line.size(); rank++) {
            var wanted = line.get(rank).size() + behind.count(rank);
            counts.add(Math.max(0, wanted - left));
            left = Math.max(0, left - wanted);
        }
        return new Wish(counts);
    }

    /** As soon as a whole chunk may come on top: who asks later lets those behind it go first. Who wants less asks when it must. */
    private double enoughUntil(Wish wish) {
        var chunk = Ahead.SHARED.chunkMicros();
        var whole = wish.total() >= chunk * perSecond / 1e6;
        var ahead = whole ? Ahead.SHARED.micros(wish.firstRank(), line.size()) - chunk : LOW_WATER;
        return stock.last().orElse(0) - ahead;
    }

    private void leased(AsyncResult<Lease> answer) {
        asking = false;
        var wait = answer.succeeded() ? answer.result().untilNext() : FAILED;
        askAt = time.micros() + Ahead.micros(wait);
        if (answer.succeeded()) {
            perSecond = answer.result().perSecond();
            stock.add(answer.result());
        }
        beat();
    }

    /** Looks again when the next time comes, or when more may be asked for. */
    private void arm() {
        var at = waiting == 0 ? Double.MAX_VALUE : stock.next().orElse(Double.MAX_VALUE);
        var wish = wish();
        if (!asking && wish.total() > 0) at = Math.min(at, Math.max(askAt, enoughUntil(wish)));
        if (at >= armedAt) return;
        cancel.run();
        armedAt = at;
        var delay = Duration.ofNanos((long) Math.max(0, (at - time.micros()) * 1e3));
        cancel = time.after(delay, this::ring);
    }

    private void ring() {
        armedAt = Double.MAX_VALUE;
        beat();
    }
}
