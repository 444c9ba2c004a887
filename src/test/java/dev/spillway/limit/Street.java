package dev.spillway.limit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes under one even limit, for whom work always waits; loops that stand still now and then, and a judge who sees what arrives. */
final class Street {
    static final LimitSettings SETTINGS = new LimitSettings(Duration.ofMillis(100), Duration.ofSeconds(3));

    /** The longest a call is on its way to the judge. */
    private static final int WAY_MAX_MICROS = 30_000;

    private static final int RANKS = 5;
    private static final int BEHIND = 1_000;

    final FakeWorld world;
    final EveryWindow judge = new EveryWindow();
    final List<Node> nodes = new ArrayList<>();
    private final Random random;
    private final Even even;

    Street(int nodes, Even even, long seed) {
        this.world = new FakeWorld(seed);
        this.random = new Random(seed);
        this.even = even;
        for (var i = 0; i < nodes; i++) this.nodes.add(new Node(nodes));
        this.nodes.forEach(Node::work);
    }

    /** A node with a loop of its own. */
    final class Node implements Time {
        /** No two nodes' clocks agree. */
        private final long aheadMicros = random.nextInt(4_000_000) - 2_000_000L;

        final FakeWorld.BeatLink link = world.beatLink(aheadMicros);
        final Metronome metronome;
        final List<Integer> gone = new ArrayList<>();
        int rank = 3;
        private long stuckUntil;
        private boolean dead;

        Node(int among) {
            var registry = new SimpleMeterRegistry();
            var parts = new FallbackBeats.Parts(link, this, SETTINGS, () -> among, new LimitMetrics(registry));
            this.metronome = new Metronome(this, late(new FallbackBeats(parts)), even, RANKS, registry);
        }

        void work() {
            metronome.ahead(each -> each == rank && !dead ? BEHIND : 0);
            metronome.onGone(this::fill);
            fill();
        }

        private void fill() {
            while (!dead && metronome.room(0) > 0) join(rank);
        }

        Metronome.Turn join(int rank) {
            var turn = metronome.join(rank);
            turn.come().onSuccess(come -> arrive(rank));
            return turn;
        }

        private void arrive(int rank) {
            if (dead) return;
            gone.add(rank);
            world.after(Duration.ofNanos(1_000L * random.nextInt(WAY_MAX_MICROS)), () -> judge.came(world.micros()));
        }

        void stick(Duration time) {
            stuckUntil = world.micros() + time.toNanos() / 1_000;
        }

        void die() {
            dead = true;
        }

        @Override
        public long micros() {
            return world.micros() + aheadMicros;
        }

        @Override
        public Runnable after(Duration delay, Runnable ring) {
            // Like the machine's timers: whole milliseconds, at least one.
            return world.after(Duration.ofMillis(Math.max(1, delay.toMillis())), () -> awake(ring));
        }

        private void awake(Runnable run) {
            if (world.micros() >= stuckUntil) run.run();
            else world.after(Duration.ofNanos(1_000 * (stuckUntil - world.micros())), () -> awake(run));
        }

        private <T> Future<T> late(Future<T> answer) {
            Promise<T> heard = Promise.promise();
            answer.onComplete(done -> awake(() -> heard.handle(done)));
            return heard.future();
        }

        private Beats late(Beats beats) {
            return new LeaseOnly() {
                @Override
                public Future<Lease> lease(Even even, Wish wish) {
                    return late(beats.lease(even, wish));
                }
            };
        }
    }

    /** Beats of which times are asked for, no more. */
    abstract static class LeaseOnly implements Beats {
        @Override
        public void count(Even even, int times) {}

        @Override
        public void slow(Even even) {}

        @Override
        public void learn(Even even, int perSecond) {}

        @Override
        public void rest(Even even, Duration delay) {}
    }

    /** Lets time pass, in which a loop stands still for up to so long about twice a second. */
    void pass(Duration time, int stuckMaxMs) {
        var end = world.micros() + time.toNanos() / 1_000;
        while (world.micros() < end) {
            world.pass(Duration.ofMillis(1 + random.nextInt(1_000)));
            var node = nodes.get(random.nextInt(nodes.size()));
            if (stuckMaxMs > 0) node.stick(Duration.ofMillis(1 + random.nextInt(stuckMaxMs)));
        }
    }

    /** Which part of the limit came between two times. */
    double used(long from, long to) {
        return judge.between(from, to) / (even.perSecond() * (to - from) / 1e6);
    }

    /** The worst second, in parts of the limit; of a small limit one more is let be. */
    double worstSecond(long from) {
        return (judge.most(1_000_000, from) - 1) / (double) even.perSecond();
    }

    double worstTenSeconds(long from) {
        return judge.most(10_000_000, from) / (10.0 * even.perSecond());
    }
}
