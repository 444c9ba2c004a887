package dev.spillway.template;

import dev.spillway.event.Payload;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateHold.Why;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What answers to messages, and statuses of those that are kept back, tell of templates, put up for all nodes. Belongs to one event loop. */
final class TemplateHolds {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateHolds.class);

    /** Until the list tells more. */
    private static final Duration FIRST_PAUSE = Duration.ofHours(3);

    private final TemplateBoard board;
    private final KnownTemplates known;
    private final Clock clock;
    private final Supplier<Future<Void>> read;

    /** @param read looks at the board anew */
    TemplateHolds(TemplateBoard board, KnownTemplates known, Clock clock, Supplier<Future<Void>> read) {
        this.board = board;
        this.known = known;
        this.clock = clock;
        this.read = read;
    }

    /** See {@link TemplateWatch#hold}. */
    void hold(String sender, String name, String language, TemplateHold hold, String message) {
        var account = known.account(sender);
        hold(account, new BoardKey(account, name, language).word(), hold, message)
                .onFailure(cause -> LOG.atWarn()
                        .addKeyValue("template", name)
                        .addKeyValue("cause", cause.getMessage())
                        .log("template.notHeld"));
    }

    /** Of one that is paused the list tells more. */
    private Future<Void> hold(String account, String key, TemplateHold hold, String message) {
        LOG.atInfo().addKeyValue("template", key).addKeyValue("why", hold.why()).log("template.held");
        return board.hold(key, hold, clock.instant(), message)
                .compose(held -> hold.why() == Why.PAUSED ? board.forget(account) : Future.succeededFuture())
                .compose(held -> read.get());
    }

    /** A status of a message may tell that its template goes again, or does not. */
    Future<Void> status(Payload payload) {
        if (known.count(Why.PACED) == 0) return Future.succeededFuture();
        var fate = MessageFate.of(payload);
        var key = known.keptBack(fate.message());
        if (key.isEmpty() || fate.isUnclear()) return Future.succeededFuture();
        if (fate.isGone()) return board.lift(key.get(), fate.message()).compose(told -> read.get());
        var account = BoardKey.of(key.get()).account();
        return hold(
                account, key.get(), new TemplateHold(Why.PAUSED, clock.instant().plus(FIRST_PAUSE)), "");
    }
}
