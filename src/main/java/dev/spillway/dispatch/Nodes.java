package dev.spillway.dispatch;

import dev.spillway.dispatch.NodesAnswer.NodeView;
import dev.spillway.dispatch.NodesAnswer.ShardView;
import dev.spillway.dispatch.Registry.Seen;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Tells who owns what; any node can, owner or not. Make it on the event loop of its link, ask it on any. */
public final class Nodes {
    private final Vertx vertx;
    private final Context context;
    private final Registry registry;
    private final Node asked;
    private final int shards;

    public Nodes(Vertx vertx, RedisLink redis, Keyspace keys, Node asked) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.registry = new Registry(redis, keys);
        this.asked = asked;
        this.shards = keys.shards();
    }

    /** Answers on the event loop that asked; fails with {@code UNAVAILABLE} while Redis is away. */
    public Future<NodesAnswer> find() {
        var caller = vertx.getOrCreateContext();
        var promise = Promise.<NodesAnswer>promise();
        context.runOnContext(turn -> registry.read()
                .map(this::answer)
                .onComplete(done -> caller.runOnContext(back -> promise.handle(done))));
        return promise.future();
    }

    private NodesAnswer answer(List<Seen> live) {
        var owned = new HashSet<Integer>();
        live.forEach(each -> owned.addAll(each.member().shards().keySet()));
        var unowned = IntStream.range(0, shards)
                .filter(shard -> !owned.contains(shard))
                .boxed()
                .toList();
        var nodes = live.stream()
                .map(Nodes::node)
                .sorted(Comparator.comparing(NodeView::name).thenComparing(NodeView::startedAt))
                .toList();
        return new NodesAnswer(asked.id(), shards, unowned, nodes);
    }

    private static NodeView node(Seen seen) {
        var node = seen.member().node();
        var shards = shards(seen.member());
        var load = shards.stream().map(ShardView::load).reduce(ShardLoad.NONE, ShardLoad::plus);
        return new NodeView(
                node.id(),
                node.name(),
                node.startedAt(),
                seen.member().draining(),
                seen.member().edition(),
                seen.age().toMillis(),
                load,
                shards);
    }

    private static List<ShardView> shards(Member member) {
        return member.shards().entrySet().stream()
                .map(each -> new ShardView(
                        each.getKey(),
                        each.getValue().since(),
                        !each.getValue().kept(),
                        each.getValue().load()))
                .sorted(Comparator.comparingInt(ShardView::shard))
                .toList();
    }
}
