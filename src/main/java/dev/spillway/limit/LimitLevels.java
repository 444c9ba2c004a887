package dev.spillway.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows {@code gateway_limit_left{group}}: what was left of a limit that all share (tokens, calls of a quota, slots) when this
 * node asked last. At most {@value #GROUPS_MAX} groups are shown.
 */
final class LimitLevels {
    private static final int GROUPS_MAX = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Level> byGroup = new HashMap<>();

    /** Written on one event loop, read by whoever scrapes. */
    private static final class Level {
        private volatile double left;
    }

    LimitLevels(MeterRegistry registry) {
        this.registry = registry;
    }

    void show(Limit limit, double left) {
        if (!limit.key().isEmpty()) return;
        var level = byGroup.get(limit.group());
        if (level == null && byGroup.size() < GROUPS_MAX) level = register(limit.group());
        if (level != null) level.left = left;
    }

    private Level register(String group) {
        var level = new Level();
        byGroup.put(group, level);
        Gauge.builder("gateway.limit.left", level, shown -> shown.left)
                .tag("group", group)
                .register(registry);
        return level;
    }
}
