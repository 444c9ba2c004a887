package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Against a backend with a number of workers that it tells nobody, and a line before them. */
class VegasLimitTest {
    private static final double SERVICE_SECONDS = 0.1;

    @Property(tries = 20)
    void findsHowManyWorkersThereAreAlsoAfterTheirNumberChanged(
            @ForAll @IntRange(min = 5, max = 30) int workers,
            @ForAll @IntRange(min = 5, max = 30) int later,
            @ForAll @DoubleRange(min = 0, max = 0.6) double scatter,
            @ForAll long seed) {
        var backend = new Backend(1, scatter, seed);

        assertThat(backend.found(workers)).isBetween(0.8 * workers, 1.2 * workers);
        assertThat(backend.found(later)).isBetween(0.8 * later, 1.2 * later);
    }

    @Property(tries = 12)
    void findsThemTogetherFromTwoNodes(
            @ForAll @IntRange(min = 8, max = 30) int workers,
            @ForAll @DoubleRange(min = 0, max = 0.5) double scatter,
            @ForAll long seed) {
        var backend = new Backend(2, scatter, seed);

        assertThat(backend.found(workers)).isBetween(0.8 * workers, 1.2 * workers);
    }

    @Property(tries = 6)
    void takesABackendThatBecameSlowerForSlowerAndNotForFull(
            @ForAll @IntRange(min = 5, max = 20) int workers, @ForAll long seed) {
        var backend = new Backend(1, 0.2, seed);
        backend.found(workers);

        backend.service = 3 * SERVICE_SECONDS;

        backend.found(workers);
        assertThat(backend.found(workers)).isBetween(0.8 * workers, 1.2 * workers);
    }

    @Test
    void soonGrowsAgainAfterATimeInWhichAnswersWereLost() {
        var limit = new VegasLimit(1, 40);
        for (var n = 0; n < 60; n++) limit.ended(n % 2 == 0 ? 5_000_000 : 2_000_000_000, 1, n % 2 == 0);

        for (var n = 0; n < 150; n++) limit.ended(200_000_000, limit.limit(), true);

        assertThat(limit.limit()).isGreaterThan(1);
    }

    @Test
    void staysWithinItsBounds() {
        var limit = new VegasLimit(2, 4);
        assertThat(limit.limit()).isEqualTo(2);

        for (int i = 0; i < 10_000; i++) limit.ended(1_000_000, limit.limit(), true);
        assertThat(limit.limit()).isEqualTo(4);

        for (int i = 0; i < 10_000; i++) limit.ended(1_000_000, limit.limit(), false);
        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void doesNotGrowWhileWhatIsAllowedIsNotUsed() {
        var limit = new VegasLimit(3, 100);

        for (int i = 0; i < 10_000; i++) limit.ended(1_000_000, 2, true);

        assertThat(limit.limit()).isEqualTo(3);
    }

    @Test
    void refusesBoundsThatAreNone() {
        assertThatThrownBy(() -> new VegasLimit(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VegasLimit(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Workers that take from one line, and nodes that always have as many calls there as they may. */
    private static final class Backend {
        private static final double SECONDS = 240;

        private final Random random;
        private final double scatter;
        private final List<VegasLimit> nodes = new ArrayList<>();
        private final int[] underWay;
        private final Deque<Call> line = new ArrayDeque<>();
        private final PriorityQueue<Call> worked = new PriorityQueue<>(Comparator.comparingDouble(Call::ends));
        private double service = SERVICE_SECONDS;
        private double now;

        private record Call(int node, double began, double ends) {}

        Backend(int nodes, double scatter, long seed) {
            this.random = new Random(seed);
            this.scatter = scatter;
            this.underWay = new int[nodes];
            IntStream.range(0, nodes).forEach(node -> this.nodes.add(new VegasLimit(1, 200)));
        }

        /** The mean of what all nodes allow themselves in the second half of a while. */
        double found(int workers) {
            var until = now + SECONDS;
            var half = now + SECONDS / 2;
            double sum = 0;
            double counted = 0;
            while (now < until) {
                var from = now;
                var limits = nodes.stream().mapToInt(VegasLimit::limit).sum();
                work(workers);
                if (from < half) continue;
                sum += limits * (now - from);
                counted += now - from;
            }
            return sum / counted;
        }

        private void work(int workers) {
            for (int node = 0; node < underWay.length; node++) send(node);
            while (worked.size() < workers && !line.isEmpty()) begin(line.remove());
            var done = worked.remove();
            now = done.ends;
            var nanos = (long) ((now - done.began) * 1e9);
            nodes.get(done.node).ended(nanos, underWay[done.node]--, true);
        }

        private void send(int node) {
            for (; underWay[node] < nodes.get(node).limit(); underWay[node]++) line.add(new Call(node, now, 0));
        }

        private void begin(Call call) {
            var takes = service * (1 + scatter * (2 * random.nextDouble() - 1));
            worked.add(new Call(call.node, call.began, now + takes));
        }
    }
}
