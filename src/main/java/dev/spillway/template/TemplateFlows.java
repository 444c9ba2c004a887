package dev.spillway.template;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import io.vertx.core.Future;

/**
 * Flows, before which what an event, or a status of a message that is kept back, tells of a template is put up for all nodes. While Redis is away such an event fails and comes again,
 * as all others do.
 */
public final class TemplateFlows implements Flows {
    private final Flows flows;
    private final TemplateWatch watch;

    public TemplateFlows(Flows flows, TemplateWatch watch) {
        this.flows = flows;
        this.watch = watch;
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        return switch (occasion.event().kind()) {
            case TEMPLATE -> told(occasion).compose(told -> flows.run(occasion));
            case STATUS -> watch.status(occasion.event().payload()).compose(told -> flows.run(occasion));
            default -> flows.run(occasion);
        };
    }

    private Future<Void> told(Occasion occasion) {
        return TemplateNews.of(occasion.event(), occasion.acceptedAt())
                .map(watch::tell)
                .orElseGet(Future::succeededFuture);
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }
}
