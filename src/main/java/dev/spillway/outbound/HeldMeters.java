package dev.spillway.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/** A gauge for each operation that is held, with what does not fit as a tag: gone again when it goes on, so they stay few. */
final class HeldMeters {
    /** As much of a reason as names a field, and what a label may be. */
    private static final int MISFIT_MAX = 120;

    private final MultiGauge gauge;

    HeldMeters(MeterRegistry registry, String destination) {
        this.gauge = MultiGauge.builder("gateway.outbound.operation.held")
                .tag("destination", destination)
                .register(registry);
    }

    /** Shows these and no others. */
    void showAll(List<Held> held) {
        gauge.register(held.stream().map(HeldMeters::row).toList(), true);
    }

    private static MultiGauge.Row<?> row(Held held) {
        var reason = held.reason();
        var misfit = reason.length() <= MISFIT_MAX ? reason : reason.substring(0, MISFIT_MAX);
        return MultiGauge.Row.of(Tags.of("operation", held.operation(), "misfit", misfit), 1);
    }
}
