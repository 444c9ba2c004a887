package dev.spillway.outbound;

import dev.spillway.connector.Progress;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one delivery has got: read when an attempt begins, put further while it goes on. What an answer held that nobody may
 * see is not kept, nor what is large: such work begins anew.
 */
final class Bookmark implements Keeping {
    /** Ids and numbers of records, not the records: what steps save for those behind them. */
    static final int BYTES_MAX = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Bookmark.class);

    private final Destination destination;
    private final Lanes lanes;
    private final Attempt attempt;

    Bookmark(Destination destination, Lanes lanes, Attempt attempt) {
        this.destination = destination;
        this.lanes = lanes;
        this.attempt = attempt;
    }

    /** How far earlier attempts have got; empty if they had not, or by steps that may be others today. */
    Optional<Progress> read() {
        if (attempt.progress().isEmpty()) return Optional.empty();
        var progress = Progress.of(attempt.progress(), destination.edition());
        destination.metrics().progress(progress.isPresent() ? "resumed" : "outdated");
        return progress;
    }

    @Override
    public Future<Boolean> keep(Progress progress) {
        var held = new HashMap<String, Object>(progress.saved());
        if (progress.value() != null) held.put("", progress.value());
        if (held.values().stream().anyMatch(destination.connector().redaction()::hides)) return not("hidden", "");
        var stored = progress.stored(destination.edition());
        if (stored.length() > BYTES_MAX) return not("too_large", stored.length() + " bytes");
        return lanes.keep(attempt, stored)
                .map(true)
                .onSuccess(kept -> destination.metrics().progress("kept"))
                .recover(cause -> not("failed", String.valueOf(cause.getMessage())));
    }

    private Future<Boolean> not(String result, String why) {
        destination.metrics().progress(result);
        LOG.atDebug()
                .addKeyValue("deliveryId", attempt.delivery().id())
                .addKeyValue("destination", destination.name())
                .addKeyValue("result", result)
                .addKeyValue("cause", why)
                .log("delivery.progressNotKept");
        return Future.succeededFuture(false);
    }
}
