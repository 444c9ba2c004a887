package dev.spillway.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which shard should be whose: as many for each node as for any other, give or take one, with as few moves as that takes.
 * Pure: nodes that see the same members come to the same plan. Those that do not see the same for a moment do no harm, the
 * leases decide.
 */
final class Shares {
    private final Collection<Member> live;
    private final int shards;

    /**
     * What one node should do.
     *
     * @param give its shards that others should have
     * @param take shards it should have and nobody has
     * @param lacking it should have more than it has
     */
    record Share(List<Integer> give, List<Integer> take, boolean lacking) {}

    Shares(Collection<Member> live, int shards) {
        this.live = List.copyOf(live);
        this.shards = shards;
    }

    /** What a node should do; one that is not among the members does nothing. */
    Share of(String me) {
        var plan = plan();
        var mine = live.stream()
                .filter(member -> member.node().id().equals(me))
                .flatMap(member -> kept(member).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var wanted = plan.keySet().stream().filter(shard -> me.equals(plan.get(shard)));
        var missing = wanted.filter(shard -> !mine.contains(shard)).toList();
        var listed = new HashSet<Integer>();
        live.forEach(member -> listed.addAll(member.shards().keySet()));
        return new Share(
                mine.stream().filter(shard -> !me.equals(plan.get(shard))).toList(),
                missing.stream().filter(shard -> !listed.contains(shard)).toList(),
                !missing.isEmpty());
    }

    /** The node that should have each shard; empty if no node wants any. Whoever has more than others gets what is left over. */
    Map<Integer, String> plan() {
        var order = live.stream()
                .filter(member -> !member.draining())
                .sorted(Comparator.<Member>comparingInt(member -> -kept(member).size())
                        .thenComparing(member -> member.node().id()))
                .toList();
        var plan = new TreeMap<Integer, String>();
        var rooms = new ArrayList<Integer>();
        for (var member : order) rooms.add(keep(member, quota(rooms.size(), order.size()), plan));
        var homeless = IntStream.range(0, shards)
                .filter(shard -> !plan.containsKey(shard))
                .boxed()
                .toList()
                .iterator();
        for (var i = 0; i < order.size(); i++) {
            for (var room = rooms.get(i); room > 0 && homeless.hasNext(); room--) {
                plan.put(homeless.next(), order.get(i).node().id());
            }
        }
        return plan;
    }

    private int quota(int rank, int nodes) {
        return shards / nodes + (rank < shards % nodes ? 1 : 0);
    }

    /** Lets a node keep what it has, up to its quota; answers how many more it should get. */
    private int keep(Member member, int quota, Map<Integer, String> plan) {
        var stays = kept(member).stream()
                .filter(shard -> !plan.containsKey(shard))
                .limit(quota)
                .toList();
        stays.forEach(shard -> plan.put(shard, member.node().id()));
        return quota - stays.size();
    }

    private List<Integer> kept(Member member) {
        return member.shards().entrySet().stream()
                .filter(each -> each.getValue().kept() && each.getKey() < shards)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
