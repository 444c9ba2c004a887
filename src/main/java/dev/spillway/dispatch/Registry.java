package dev.spillway.dispatch;

import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The nodes that live, in one slot of Redis. Whoever is silent for longer than the ttl of a lease is dropped by the others. */
final class Registry {
    private static final Script BEAT = Script.load(Registry.class, "nodes-beat.lua");
    private static final Script LEAVE = Script.load(Registry.class, "nodes-leave.lua");
    private static final Script READ = Script.load(Registry.class, "nodes.lua");

    private final RedisLink redis;
    private final String key;

    /**
     * A member and how old its word is.
     *
     * @param age by Redis' clock
     */
    record Seen(Member member, Duration age) {}

    Registry(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.key = keys.global("nodes");
    }

    /** Says that a member lives; answers all that do. */
    Future<List<Seen>> beat(Member me, LeaseSettings settings) {
        var call = new ScriptCall(BEAT).key(key).arg(me.node().id()).arg(MemberJson.write(me));
        return redis.run(call.arg(settings.ttl().toMillis())
                        .arg(settings.heartbeat().toMillis()))
                .map(Registry::seen);
    }

    /** Takes a node off. */
    Future<Void> leave(Node node) {
        return redis.run(new ScriptCall(LEAVE).key(key).arg(node.id())).mapEmpty();
    }

    /** Those that have not been dropped. */
    Future<List<Seen>> read() {
        return redis.run(new ScriptCall(READ).key(key)).map(Registry::seen);
    }

    private static List<Seen> seen(Response answer) {
        var seen = new ArrayList<Seen>();
        for (var i = 0; i + 2 < answer.size(); i += 3) {
            var member = MemberJson.read(
                    answer.get(i).toString(), Payload.of(answer.get(i + 2).toBytes()));
            seen.add(new Seen(member, Duration.ofMillis(answer.get(i + 1).toLong())));
        }
        return seen;
    }
}
