package dev.spillway.outbound;

import dev.spillway.lane.LaneDepths.Depth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a destination is, in the words of {@link BackendView}. */
final class Views {
    private static final List<String> BREAKER = List.of("closed", "half open", "open");

    private Views() {}

    /** @param backlog empty if it cannot be told */
    static BackendView of(Destination destination, Optional<Depth> backlog) {
        var condition = destination.condition();
        return new BackendView(
                destination.name(),
                destination.connector().name(),
                destination.connector().operations().stream().sorted().toList(),
                condition.stop().reason(),
                condition.pause().left().toMillis(),
                breaker(destination),
                condition.holds().all().stream().map(Views::held).toList(),
                destination.runner().logins().states(),
                backlog.map(Views::backlog).orElse(null),
                work(destination.metrics()),
                limits(destination.settings()),
                health(destination));
    }

    private static BackendView.@Nullable Health health(Destination destination) {
        var checkup = destination.checkup();
        return checkup == null ? null : checkup.last();
    }

    private static BackendView.Backlog backlog(Depth depth) {
        return new BackendView.Backlog(depth.deliveries(), depth.oldestMs());
    }

    private static BackendView.Breaker breaker(Destination destination) {
        var level = destination.metrics().shown(OutboundMetrics.BREAKER);
        return new BackendView.Breaker(
                BREAKER.get(level), destination.condition().forcing().now().word());
    }

    private static BackendView.HeldView held(Held held) {
        return new BackendView.HeldView(held.operation(), held.reason(), held.by(), held.since());
    }

    private static BackendView.Work work(OutboundMetrics metrics) {
        return new BackendView.Work(
                metrics.shown(OutboundMetrics.DELIVERIES),
                metrics.shown(OutboundMetrics.CALLS),
                metrics.shown(OutboundMetrics.WAITING));
    }

    private static BackendView.Limits limits(DestinationSettings settings) {
        return new BackendView.Limits(settings.concurrency(), settings.rate().perSecond());
    }
}
