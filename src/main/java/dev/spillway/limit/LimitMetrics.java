package dev.spillway.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and tells when limits are kept without Redis.
 *
 * <ul>
 *   <li>{@code gateway_limit_without_redis}: 1 while at least one bucket of this node is fed from its own share, else 0. Alert
 *       on 1 for a minute
 *   <li>{@code gateway_limit_local_grants_total{bucket}}: tokens granted from the own share while Redis was away; those granted
 *       by Redis and the share together, while a bucket settles, are not among them
 * </ul>
 */
final class LimitMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(LimitMetrics.class);

    private final MeterRegistry registry;
    private final Set<String> away = new HashSet<>();
    private volatile boolean without;

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("gateway.limit.without.redis", () -> without ? 1 : 0).register(registry);
    }

    void granted(String bucket, int tokens) {
        registry.counter("gateway.limit.local.grants", "bucket", bucket).increment(tokens);
    }

    /** A bucket cannot be asked any more. The first one is worth a line. */
    void away(String bucket, String cause) {
        if (!away.add(bucket) || without) return;
        without = true;
        LOG.atWarn().addKeyValue("bucket", bucket).addKeyValue("cause", cause).log("limit.withoutRedis");
    }

    /** A bucket can be asked again. The last one is worth a line. */
    void back(String bucket) {
        if (!away.remove(bucket) || !away.isEmpty()) return;
        without = false;
        LOG.atInfo().addKeyValue("bucket", bucket).log("limit.withRedisAgain");
    }
}
