package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.dispatch.Member.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static Member member(String id, boolean draining, Collection<Integer> kept, Collection<Integer> unsure) {
        var shards = new HashMap<Integer, Held>();
        unsure.forEach(shard -> shards.put(shard, new Held(Instant.EPOCH, false, ShardLoad.NONE)));
        kept.forEach(shard -> shards.put(shard, new Held(Instant.EPOCH, true, ShardLoad.NONE)));
        return new Member(new Node(id, id, Instant.EPOCH), draining, "", shards);
    }

    private static Member member(String id, Integer... kept) {
        return member(id, false, List.of(kept), List.of());
    }

    @Test
    void givesTheOnlyNodeEverything() {
        var share = new Shares(List.of(member("a")), 4).of("a");
        assertThat(share.take()).containsExactly(0, 1, 2, 3);
        assertThat(share.lacking()).isTrue();
    }

    @Test
    void leavesAnEvenShareAlone() {
        var share = new Shares(List.of(member("a", 1, 3, 4), member("b", 0, 2)), 5);
        assertThat(share.of("a")).isEqualTo(new Shares.Share(List.of(), List.of(), false));
        assertThat(share.of("b")).isEqualTo(new Shares.Share(List.of(), List.of(), false));
    }

    @Test
    void movesNoMoreThanTheShareOfTheNodeThatJoins() {
        var shares = new Shares(List.of(member("a", 0, 1, 2), member("b", 3, 4, 5), member("c")), 6);
        assertThat(shares.of("a").give()).containsExactly(2);
        assertThat(shares.of("b").give()).containsExactly(5);
        assertThat(shares.of("c")).isEqualTo(new Shares.Share(List.of(), List.of(), true));
    }

    @Test
    void takesNothingThatAnotherNodeIsNotSureToHaveLost() {
        var paused = member("a", false, List.of(), List.of(0, 1));
        var share = new Shares(List.of(paused, member("b", 2, 3)), 4).of("b");
        assertThat(share).isEqualTo(new Shares.Share(List.of(), List.of(), false));
    }

    @Test
    void givesADrainingNodeNothing() {
        var leaving = member("a", true, List.of(), List.of(0, 1));
        var shares = new Shares(List.of(leaving, member("b", 2, 3)), 4);
        assertThat(shares.of("b")).isEqualTo(new Shares.Share(List.of(), List.of(), true));
        assertThat(shares.plan().values()).containsOnly("b");
        assertThat(new Shares(List.of(leaving), 4).plan()).isEmpty();
    }

    @Property(tries = 300)
    void plansEveryShardOnceAndEvenly(
            @ForAll @IntRange(min = 1, max = 40) int shards,
            @ForAll @IntRange(min = 1, max = 9) int nodes,
            @ForAll long seed) {
        var cluster = new Cluster(shards, seed);
        for (var i = 0; i < nodes; i++) cluster.join();
        cluster.scatter();
        var plan = new Shares(cluster.told.values(), shards).plan();
        assertThat(plan.keySet()).hasSize(shards);
        var counts = plan.values().stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(counts.values()).allMatch(count -> count >= shards / nodes && count <= (shards + nodes - 1) / nodes);
    }

    @Property(tries = 300)
    void comesToRestEvenWhoeverComesGoesAndSeesWhatWhen(
            @ForAll @IntRange(min = 1, max = 40) int shards, @ForAll long seed) {
        var cluster = new Cluster(shards, seed);
        for (var i = 0; i < 60; i++) cluster.anything();
        cluster.join();
        for (var round = 0; round < 6; round++) cluster.round();
        assertThat(cluster.counts().values().stream().mapToInt(count -> count).sum())
                .isEqualTo(shards);
        assertThat(cluster.spread()).isLessThanOrEqualTo(1);
        var rested = cluster.copy();
        cluster.round();
        assertThat(cluster.copy()).isEqualTo(rested);
    }

    @Property(tries = 200)
    void movesOnlyWhatItMustWhenANodeDies(
            @ForAll @IntRange(min = 4, max = 40) int shards,
            @ForAll @IntRange(min = 2, max = 6) int nodes,
            @ForAll long seed) {
        var cluster = new Cluster(shards, seed);
        for (var i = 0; i < nodes; i++) cluster.join();
        for (var round = 0; round < 6; round++) cluster.round();
        var before = cluster.copy();
        var dead = cluster.die();
        for (var round = 0; round < 6; round++) cluster.round();
        var after = cluster.copy();
        after.forEach((id, has) -> assertThat(has).containsAll(before.getOrDefault(id, Set.of())));
        assertThat(after).doesNotContainKey(dead);
    }

    /** Nodes that look and act at any time, on what they saw last; leases keep a shard from having two. */
    private static final class Cluster {
        private final int shards;
        private final Random random;
        private final Map<String, Set<Integer>> has = new TreeMap<>();
        private final Map<String, Member> told = new TreeMap<>();
        private final Map<String, List<Member>> saw = new HashMap<>();
        private int born;

        Cluster(int shards, long seed) {
            this.shards = shards;
            this.random = new Random(seed);
        }

        void anything() {
            switch (random.nextInt(12)) {
                case 0 -> join();
                case 1 -> die();
                case 2, 3, 4, 5, 6 -> act(any());
                default -> look(any());
            }
        }

        void join() {
            var id = "n" + random.nextInt(10) + "-" + born++;
            has.put(id, new TreeSet<>());
            look(id);
        }

        String die() {
            var id = any();
            List.of(has, told, saw).forEach(each -> each.remove(id));
            return id;
        }

        private String any() {
            if (has.isEmpty()) join();
            return List.copyOf(has.keySet()).get(random.nextInt(has.size()));
        }

        void scatter() {
            for (var shard = 0; shard < shards; shard++)
                has.getOrDefault(any(), Set.of()).add(shard);
            has.keySet().forEach(this::look);
        }

        void look(String id) {
            told.put(id, member(id, false, has.getOrDefault(id, Set.of()), List.of()));
            saw.put(id, List.copyOf(told.values()));
        }

        void act(String id) {
            var mine = has.getOrDefault(id, Set.of());
            var live = new ArrayList<>(saw.getOrDefault(id, List.of()));
            live.removeIf(each -> each.node().id().equals(id));
            live.add(member(id, false, mine, List.of()));
            var share = new Shares(live, shards).of(id);
            share.give().forEach(mine::remove);
            share.take().stream().filter(this::free).forEach(mine::add);
        }

        private boolean free(int shard) {
            return has.values().stream().noneMatch(each -> each.contains(shard));
        }

        void round() {
            for (var id : List.copyOf(has.keySet())) {
                look(id);
                act(id);
                look(id);
            }
        }

        Map<String, Integer> counts() {
            return has.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, each -> each.getValue().size()));
        }

        int spread() {
            var counts = counts().values().stream().mapToInt(count -> count).summaryStatistics();
            return counts.getMax() - counts.getMin();
        }

        Map<String, Set<Integer>> copy() {
            return has.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
        }
    }

    @Test
    void ignoresShardsThatDoNotExist() {
        assertThat(new Shares(List.of(member("a", 0, 7)), 2).of("a").give()).isEmpty();
        assertThat(IntStream.range(0, 2).boxed().toList())
                .containsAll(new Shares(List.of(member("a")), 2).of("a").take());
    }
}
