package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.ingress.BodyBudget;
import dev.spillway.ingress.Connections;
import dev.spillway.ingress.Hooks;
import dev.spillway.ingress.IngressMetrics;
import dev.spillway.ingress.IngressVerticle;
import dev.spillway.ingress.Promptness;
import dev.spillway.ingress.Source;
import dev.spillway.ingress.WarmUp;
import dev.spillway.ingress.Webhooks;
import dev.spillway.ingress.meta.MetaSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/** The doors that webhooks come in by: one an event loop, all on one port, each with an inbox of its own. */
final class Doors {
    private final GatewayConfig config;
    private final Inboxes inboxes;
    private final BodyBudget budget;
    private final Connections connections;
    private final IngressMetrics metrics;
    private final Hooks hooks;

    Doors(GatewayConfig config, Inboxes inboxes, MeterRegistry registry, Promptness promptness, Hooks hooks) {
        this.config = config;
        this.inboxes = inboxes;
        this.hooks = hooks;
        this.budget = new BodyBudget(config.ingress().bodiesInFlightBytesMax());
        this.connections = new Connections(config.ingress().connectionsMax(), registry);
        this.metrics = new IngressMetrics(registry, budget, promptness);
    }

    /** A door of its own for each event loop. */
    List<IngressVerticle> all() {
        return Stream.generate(() -> new IngressVerticle(config.ingress(), connections, this::webhooks))
                .limit(config.ingress().instances())
                .toList();
    }

    /** Tries a door of the same kind out. */
    WarmUp warmUp() {
        return new WarmUp(config.ingress(), sources(), inboxes::rehearse);
    }

    private Webhooks webhooks() {
        return new Webhooks(
                inboxes.vertx(), config.ingress(), sources(), inboxes.open("ingress"), budget, metrics, hooks);
    }

    private List<Source> sources() {
        return config.sources().stream()
                .map(source -> MetaSource.of(source.settings(), config.inbox().shards()))
                .toList();
    }
}
