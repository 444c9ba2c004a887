package dev.spillway.limit;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.ServerClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Time that passes when told to, a Redis that can be killed, hung and wiped, and nodes with links to it. */
final class FakeWorld implements Time {
    /** The longest a request, and again its answer, is on its way. */
    static final Duration WAY_MAX = Duration.ofMillis(5);

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
    private final Map<String, TokenBucket> redis = new HashMap<>();
    private final Deque<Runnable> stuck = new ArrayDeque<>();
    private final Map<String, Line> lines = new HashMap<>();
    private final List<Wire> links = new ArrayList<>();
    private final Random random;
    private long now;
    private long numbers;
    private boolean up = true;
    private boolean hung;
    private int incarnation;

    private record Alarm(long at, long number, Runnable ring) {}

    FakeWorld(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public long micros() {
        return now;
    }

    @Override
    public Runnable after(Duration delay, Runnable ring) {
        var alarm = new Alarm(now + delay.toNanos() / 1000, numbers++, ring);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    void pass(Duration time) {
        var end = now + time.toNanos() / 1000;
        while (!alarms.isEmpty() && alarms.peek().at <= end) {
            var next = alarms.remove();
            now = next.at;
            next.ring.run();
        }
        now = end;
    }

    /** Ends Redis; each link sees it at once or within so long, as a broken connection. */
    void kill(Duration seenWithin) {
        up = false;
        stuck.clear();
        for (var link : links) after(upTo(seenWithin), link::lose);
    }

    /** Redis answers nobody; what it is sent waits. A link sees it when a command of its own is not answered for a second. */
    void hang() {
        hung = true;
    }

    /** Redis answers nobody, and each link sees that within so long. */
    void hang(Duration seenWithin) {
        hang();
        for (var link : links) after(upTo(seenWithin), link::lose);
    }

    /** Redis does first what waits. Links that gave up come back within so long. */
    void resume(Duration backWithin) {
        hung = false;
        while (!stuck.isEmpty()) stuck.remove().run();
        for (var link : links) if (!link.up) after(upTo(backWithin), link::find);
    }

    /** Starts Redis again if it was killed; each link finds it within so long. */
    void restart(boolean wiped, Duration backWithin) {
        if (up) return;
        if (wiped) {
            redis.clear();
            lines.clear();
        }
        up = true;
        incarnation++;
        for (var link : links) after(upTo(backWithin), link::find);
    }

    Link link() {
        var link = new Link();
        links.add(link);
        return link;
    }

    /** A node's connection for even limits; the node's own clock is ahead by so much. */
    BeatLink beatLink(long aheadMicros) {
        var link = new BeatLink(aheadMicros);
        links.add(link);
        return link;
    }

    /** Where nothing is known, others may still have what was handed out before. */
    private Lease lease(Even even, Wish wish) {
        var line = lines.computeIfAbsent(
                even.name(),
                fresh -> new Line(
                        Even.beats(even.perSecond()),
                        even.floorPercent(),
                        Ahead.SHARED,
                        now + Ahead.micros(Ahead.MOST)));
        return line.lease(wish, (double) now);
    }

    private Duration upTo(Duration max) {
        return Duration.ofNanos((long) (random.nextDouble() * max.toNanos()));
    }

    /** Knows paces only, and of a claim its first need. */
    private Ruling take(Claim claim) {
        var limit = claim.needs().get(0).limit();
        var rate = ((Limit.Pace) limit.kind()).rate();
        var known = redis.getOrDefault(limit.name(), TokenBucket.full(rate, now));
        var taken = known.take(claim.count(), 1, now);
        redis.put(limit.name(), taken.rest());
        return Ruling.now(taken.grant().tokens(), taken.grant().untilNext(), limit);
    }

    private List<Ruling> settle(Map<Limit, Double> spent) {
        spent.keySet().stream()
                .filter(limit -> limit.kind() instanceof Limit.Pace)
                .forEach(limit -> redis.put(limit.name(), new TokenBucket(((Limit.Pace) limit.kind()).rate(), 0, now)));
        return List.of();
    }

    /** A node's connection for limits. */
    final class Link extends Wire implements SharedLimits {
        final List<String> told = new ArrayList<>();
        Map<Limit, Double> settled = Map.of();
        int asked;

        @Override
        public Future<List<Ruling>> take(List<Claim> claims) {
            asked++;
            return send(() -> claims.stream().map(FakeWorld.this::take).toList());
        }

        @Override
        public Future<Void> settle(Map<Limit, Double> spent) {
            settled = Map.copyOf(spent);
            return send(() -> FakeWorld.this.settle(settled)).mapEmpty();
        }

        @Override
        public void correct(Limit limit, Said said, double mark) {
            told.add("correct");
        }

        @Override
        public void shut(Limit limit, Duration delay) {
            told.add("shut");
        }

        @Override
        public void giveBack(Limit limit, String lease) {
            told.add("giveBack");
        }
    }

    /** A node's connection for even limits. */
    final class BeatLink extends Wire implements SharedBeats {
        private final long aheadMicros;
        private final ServerClock clock = new ServerClock();
        int asked;

        BeatLink(long aheadMicros) {
            this.aheadMicros = aheadMicros;
            onUp(clock::forget);
        }

        private record Told(long now, Lease lease) {}

        @Override
        public Future<Lease> lease(Even even, Wish wish) {
            asked++;
            var sent = now + aheadMicros;
            return send(() -> new Told(now, FakeWorld.this.lease(even, wish))).map(told -> here(told, sent));
        }

        /** As RedisBeats does it. */
        private Lease here(Told told, long sentMicros) {
            var here = 1_000 * (now + aheadMicros);
            clock.learn(1_000 * sentMicros, here, told.now);
            return told.lease.shifted(here / 1e3 - clock.likelyMicros(here));
        }

        @Override
        public void count(Even even, int times) {
            throw new UnsupportedOperationException("Redis only");
        }

        @Override
        public void slow(Even even) {
            throw new UnsupportedOperationException("Redis only");
        }

        @Override
        public void learn(Even even, int perSecond) {
            throw new UnsupportedOperationException("Redis only");
        }

        @Override
        public void rest(Even even, Duration delay) {
            throw new UnsupportedOperationException("Redis only");
        }
    }

    /** A node's connection, which gives up after a second without an answer. */
    abstract class Wire {
        private static final Duration COMMAND_MAX = Duration.ofSeconds(1);
        private final List<Runnable> onUp = new ArrayList<>();
        private final List<Promise<?>> unanswered = new ArrayList<>();
        private boolean up = true;
        private int connection;
        private int server;

        <T> Future<T> send(Supplier<T> script) {
            if (!up) return Future.failedFuture(away());
            Promise<T> answer = Promise.promise();
            unanswered.add(answer);
            answer.future().onComplete(done -> unanswered.remove(answer));
            var at = server;
            after(upTo(WAY_MAX), () -> arrive(at, script, answer));
            var over = connection;
            after(COMMAND_MAX, () -> giveUp(over, answer));
            return answer.future();
        }

        /** What was sent to a Redis that is no more arrives nowhere. */
        private <T> void arrive(int at, Supplier<T> script, Promise<T> answer) {
            if (!FakeWorld.this.up || at != incarnation) return;
            if (hung) {
                stuck.add(() -> arrive(at, script, answer));
                return;
            }
            var result = script.get();
            after(upTo(WAY_MAX), () -> answer.tryComplete(result));
        }

        private void giveUp(int over, Promise<?> answer) {
            if (answer.tryFail(away()) && over == connection) lose();
        }

        /** Nothing that is still on its way can come by a connection that is no more. */
        private void lose() {
            connection++;
            up = false;
            List.copyOf(unanswered).forEach(answer -> answer.tryFail(away()));
            if (FakeWorld.this.up && !hung) after(WAY_MAX, this::find);
        }

        private void find() {
            if (up || !FakeWorld.this.up || hung) return;
            up = true;
            server = incarnation;
            onUp.forEach(Runnable::run);
        }

        private GatewayException away() {
            return new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is away");
        }

        public boolean up() {
            return up;
        }

        public void onUp(Runnable callback) {
            onUp.add(callback);
        }
    }
}
