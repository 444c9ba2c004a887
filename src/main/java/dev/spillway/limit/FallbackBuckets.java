package dev.spillway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Buckets that go on without Redis: while it is away or late each node grants from a share of its own, the rate divided by the
 * number of nodes it last saw. Never fails. Belongs to the event loop of its Redis link.
 *
 * <p><b>What holds.</b> All nodes together grant at most {@code capacity + perSecond * seconds} in any stretch of time, outages
 * and returns included, because
 *
 * <ul>
 *   <li>a share begins empty when Redis goes: what Redis granted just before is not granted again;
 *   <li>the shares of all nodes are together no more than the whole;
 *   <li>a node that finds Redis again grants nothing more on its own, then empties the bucket there, and then grants only what
 *       both Redis and its share allow, until all other nodes have found it too ({@code limit.settle}). So a full bucket, or
 *       one that Redis has forgotten, is not granted on top of what the shares gave;
 *   <li>tokens of an answer that comes too late are spent.
 * </ul>
 *
 * <p><b>Where it does not hold.</b> Each is bounded by the share of the node in question:
 *
 * <ul>
 *   <li>A node that alone cannot reach Redis, or finds it later than {@code limit.settle} after the first, grants its share on
 *       top of what the others get from Redis, for as long: at most {@code capacity / nodes} at once. It takes no new deliveries meanwhile, so this is what it had begun.
 *   <li>More nodes live than were last seen (some joined within the last heartbeats before Redis went): together they grant
 *       {@code live / seen} of the rate. A node that has never seen any ({@code nodes} is 0) grants nothing.
 *   <li>A node that starts while Redis is coming back without its data, before any other has emptied the bucket, sees it full.
 * </ul>
 *
 * <p>A capacity smaller than the number of nodes cannot be shared: such a bucket grants nothing without Redis.
 */
public final class FallbackBuckets implements Buckets {
    private final FallbackBucket.Parts parts;
    private final Map<String, FallbackBucket> byName = new HashMap<>();

    /**
     * Does no I/O.
     *
     * @param nodes how many nodes there are, this one included, as last seen; 0 if none was ever seen
     */
    public FallbackBuckets(
            Vertx vertx, RedisBuckets shared, LimitSettings settings, IntSupplier nodes, MeterRegistry registry) {
        this(new FallbackBucket.Parts(shared, Time.of(vertx), settings, nodes, new LimitMetrics(registry)));
    }

    FallbackBuckets(FallbackBucket.Parts parts) {
        this.parts = parts;
        parts.shared().onUp(() -> byName.values().forEach(FallbackBucket::reconnected));
    }

    @Override
    public Future<Grant> take(String name, Rate rate, int max) {
        return byName.computeIfAbsent(name, unknown -> new FallbackBucket(unknown, rate, parts))
                .take(rate, max);
    }
}
