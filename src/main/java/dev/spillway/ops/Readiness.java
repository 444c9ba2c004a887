package dev.spillway.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node should get traffic: no while it starts, while it drains, and when no store can take an event; yes in every
 * other state, however degraded, since a webhook that is accepted is safe. Readable from any thread.
 *
 * <p>Metrics: {@code gateway_ops_ready} (1 or 0) and {@code gateway_ops_part_level{part}} (2 up, 1 degraded, 0 down).
 */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Supplier<Phase> phase;
    private final List<Health> parts;

    /** @param parts at least one of them a store */
    public Readiness(Supplier<Phase> phase, List<Health> parts, MeterRegistry registry) {
        this.phase = phase;
        this.parts = List.copyOf(parts);
        Gauge.builder("gateway.ops.ready", this, self -> self.report().ready() ? 1 : 0)
                .strongReference(true)
                .register(registry);
        for (var part : parts) {
            Gauge.builder("gateway.ops.part.level", part, Readiness::number)
                    .tag("part", part.name())
                    .strongReference(true)
                    .register(registry);
        }
    }

    private static int number(Health part) {
        return switch (state(part).level()) {
            case UP -> 2;
            case DEGRADED -> 1;
            case DOWN -> 0;
        };
    }

    /** As of now. */
    public Report report() {
        var states = new TreeMap<String, State>();
        for (var part : parts) states.put(part.name(), state(part));
        var now = phase.get();
        var why = why(now);
        return new Report(why.isEmpty(), now.name().toLowerCase(Locale.ROOT), why, degraded(states), states);
    }

    private static List<String> degraded(Map<String, State> states) {
        return states.entrySet().stream()
                .filter(part -> part.getValue().level() != State.Level.UP)
                .map(Map.Entry::getKey)
                .toList();
    }

    private String why(Phase now) {
        return switch (now) {
            case STARTING -> "starting";
            case DRAINING -> "draining";
            case SERVING -> anyStore() ? "" : "no store can take an event";
        };
    }

    private boolean anyStore() {
        return parts.stream()
                .filter(Health::store)
                .anyMatch(store -> state(store).level() != State.Level.DOWN);
    }

    /** A part that cannot even tell is down, and a defect. */
    private static State state(Health part) {
        try {
            return part.state();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("part", part.name()).setCause(e).log("health.defect");
            return State.down("its check failed");
        }
    }

    /**
     * The answer.
     *
     * @param ready whether traffic may come
     * @param phase lower-case name of the {@link Phase}
     * @param why why not; empty if ready
     * @param degraded the names of the parts that are not well, sorted
     * @param parts every part's state by its name, sorted
     */
    public record Report(boolean ready, String phase, String why, List<String> degraded, Map<String, State> parts) {
        public Report {
            degraded = List.copyOf(degraded);
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        }
    }
}
