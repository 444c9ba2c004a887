package dev.spillway.lane;

import dev.spillway.lane.LaneDepths.Depth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How full the lanes of this node's shards are, looked at every few seconds.
 *
 * <ul>
 *   <li>{@code gateway_lane_depth_deliveries{destination,priority}}: waiting or out
 *   <li>{@code gateway_lane_oldest_seconds{destination,priority}}: age of the oldest of them
 * </ul>
 *
 * Lanes are bounded by Redis' memory only: that a backlog may grow while a destination is away is what they are for. Alert on
 * the age.
 */
public final class LaneMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(LaneMetrics.class);
    private static final long EVERY_MS = 5_000;
    private final MeterRegistry registry;
    private final LaneDepths looking;
    private final Supplier<List<Integer>> shards;
    private final Map<String, Depth> depths = new ConcurrentHashMap<>();

    /**
     * Does no I/O yet.
     *
     * @param shards those this node owns now
     */
    public LaneMetrics(MeterRegistry registry, LaneDepths looking, Supplier<List<Integer>> shards) {
        this.registry = registry;
        this.looking = looking;
        this.shards = shards;
    }

    /** Begins to look, on the present event loop. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(EVERY_MS, tick -> look());
    }

    /** Looks once; fails while Redis is away, and then the gauges keep what they last showed. */
    Future<Void> look() {
        return looking.of(shards.get())
                .onSuccess(this::publish)
                .onFailure(cause ->
                        LOG.atDebug().addKeyValue("cause", cause.getMessage()).log("lane.depthUnknown"))
                .mapEmpty();
    }

    private void publish(Map<String, Depth> found) {
        depths.replaceAll((lane, old) -> Depth.EMPTY);
        found.forEach(this::publish);
    }

    private void publish(String lane, Depth depth) {
        if (depths.put(lane, depth) == null) register(lane);
    }

    private void register(String lane) {
        var name = LaneName.parse(lane);
        var tags = Tags.of(
                "destination", name.destination(), "priority", name.priority().name());
        Gauge.builder(
                        "gateway.lane.depth.deliveries",
                        () -> depths.getOrDefault(lane, Depth.EMPTY).deliveries())
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "gateway.lane.oldest.seconds",
                        () -> depths.getOrDefault(lane, Depth.EMPTY).oldestMs() / 1000.0)
                .tags(tags)
                .register(registry);
    }
}
