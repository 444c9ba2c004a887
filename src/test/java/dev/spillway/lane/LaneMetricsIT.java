package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneMetricsIT {
    private static final Script APPEND = Script.load(
            RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/append-for-test.lua");

    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void showsHowManyWaitAndHowOldTheOldestIs() {
        var settings = TestStores.settings(TestStores.redis());
        var keys = new Keyspace(settings.keyPrefix(), 64);
        var redis = loop.link(settings);
        var registry = new SimpleMeterRegistry();
        var metrics = new LaneMetrics(registry, new LaneDepths(redis, keys), () -> List.of(0, 1));
        for (var shard = 0; shard < 2; shard++) {
            var base = keys.ofShard(shard, "");
            loop.call(() ->
                    redis.send(Request.cmd(Command.SET).arg(base + "fence").arg("one")));
            var call = new ScriptCall(APPEND)
                    .key(base)
                    .arg("one")
                    .arg("crm:NORMAL")
                    .arg("p:52")
                    .arg("d" + shard)
                    .arg("{}");
            loop.call(() -> redis.run(call));
        }
        loop.call(metrics::look);
        var depth = registry.get("gateway.lane.depth.deliveries")
                .tag("destination", "crm")
                .gauge();
        assertThat(depth.value()).isEqualTo(2);
        assertThat(registry.get("gateway.lane.oldest.seconds").gauge().value()).isBetween(0.0, 20.0);
    }
}
