package dev.spillway.template;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import io.vertx.core.Future;

/**
 * Flows, before which what an event tells of a template is put up for all nodes. While Redis is away such an event fails and comes again,
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
        if (occasion.event().kind() != EventKind.TEMPLATE) return flows.run(occasion);
        return TemplateNews.of(occasion.event(), occasion.acceptedAt())
                .map(watch::tell)
                .orElseGet(Future::succeededFuture)
                .compose(told -> flows.run(occasion));
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }
}
