package dev.spillway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and tells when limits are kept without Redis.
 *
 * <ul>
 *   <li>{@code gateway_limit_without_redis}: 1 while limits of this node are fed from its own shares, else 0. Alert on 1 for a
 *       minute
 *   <li>{@code gateway_limit_even_without_redis}: the same of even limits
 *   <li>{@code gateway_limit_local_grants_total{bucket}}: calls granted from the own share of a limit while Redis was away;
 *       those granted by Redis and the share together, while limits settle, are not among them
 *   <li>{@code gateway_limit_questions_total{of}}: questions to Redis, {@code even} for times of even limits, {@code all} for the other
 *       limits; each is one script for many calls
 * </ul>
 */
final class LimitMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(LimitMetrics.class);

    private final MeterRegistry registry;
    private final Counter questions;
    private volatile boolean without;

    LimitMetrics(MeterRegistry registry) {
        this(registry, "gateway.limit.without.redis", "all");
    }

    private LimitMetrics(MeterRegistry registry, String gauge, String of) {
        this.registry = registry;
        this.questions = registry.counter("gateway.limit.questions", "of", of);
        Gauge.builder(gauge, () -> without ? 1 : 0).register(registry);
    }

    /** Of even limits. */
    static LimitMetrics even(MeterRegistry registry) {
        return new LimitMetrics(registry, "gateway.limit.even.without.redis", "even");
    }

    /** Redis is asked. */
    void asked() {
        questions.increment();
    }

    void granted(String group, int times) {
        registry.counter("gateway.limit.local.grants", "bucket", group).increment(times);
    }

    /** Redis cannot be asked any more. */
    void away(String cause) {
        if (without) return;
        without = true;
        LOG.atWarn().addKeyValue("cause", cause).log("limit.withoutRedis");
    }

    /** Redis can be asked again. */
    void back() {
        if (!without) return;
        without = false;
        LOG.atInfo().log("limit.withRedisAgain");
    }
}
