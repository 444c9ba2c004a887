package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Chooser.Choice;
import dev.spillway.gate.OptOuts.Wish;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs the flows of a {@link FlowBook}, and the built-in flows {@code statuses} and {@code consent}. Holds nothing between runs: callable from
 * any event loop.
 */
public final class FlowEngine implements Flows {
    private static final String NO_FLOW = "none";

    private final FlowParts parts;
    private final Clock clock;
    private final Chooser chooser;
    private final Walk walk;
    private final Statuses statuses;
    private final Optional<Wishes> wishes;

    public FlowEngine(FlowParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.chooser = new Chooser(parts);
        this.walk = new Walk(parts);
        this.statuses = new Statuses(parts);
        this.wishes = parts.wishes().map(wishParts -> new Wishes(wishParts, parts));
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return kind == EventKind.RESULT || isWanted(kind);
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        return Future.succeededFuture(occasion).compose(it -> switch (it.event().kind()) {
            case STATUS -> status(it);
            case RESULT -> result(it);
            default -> event(it);
        });
    }

    private Future<Run> status(Occasion occasion) {
        var run = statuses.run(occasion);
        parts.metrics().ran(Statuses.NAME, "status");
        return Future.succeededFuture(run);
    }

    private boolean isWanted(EventKind kind) {
        return parts.book().wants(kind) || (kind == EventKind.MESSAGE && wishes.isPresent());
    }

    private Future<Run> event(Occasion occasion) {
        if (!isWanted(occasion.event().kind())) return Future.succeededFuture(unclaimed(occasion));
        return thought(occasion, () -> look(occasion))
                .compose(look -> wished(look)
                        .compose(run -> run.map(Future::succeededFuture).orElseGet(() -> chosen(look))));
    }

    private <T> Future<T> thought(Occasion occasion, Supplier<T> thought) {
        return parts.thinking().of(occasion.event().payload().length(), thought);
    }

    /** What the flows see of an event. */
    private record Look(Incoming incoming, Memory memory) {
        Occasion occasion() {
            return incoming.occasion();
        }
    }

    private Look look(Occasion occasion) {
        return new Look(Incoming.of(occasion, clock.instant()), Memory.of(occasion.session()));
    }

    /** Empty if nobody says what they allow. */
    private Future<Optional<Run>> wished(Look look) {
        if (look.occasion().event().kind() != EventKind.MESSAGE) return Future.succeededFuture(Optional.empty());
        return wishes.flatMap(it -> it.in(look.incoming, look.memory).map(wish -> granted(it, look, wish)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Run>> granted(Wishes it, Look look, Wish wish) {
        var asker = look.incoming.asker();
        var locale = chooser.locale(asker, look.memory);
        return it.grant(new Wishes.Wished(look.incoming, look.memory, wish, locale, sender(asker)))
                .map(granted -> granted.map(ended -> run(ended.end()).saying(List.of(ended.change()))));
    }

    private Future<Run> chosen(Look look) {
        return thought(look.occasion(), () -> begun(look))
                .compose(begun -> begun.map(begin -> walk.all(begin).map(this::run))
                        .orElseGet(() -> Future.succeededFuture(unclaimed(look.occasion()))));
    }

    private Optional<Progress> begun(Look look) {
        return chooser.choose(look.incoming, look.memory).map(choice -> begin(look.incoming, look.memory, choice));
    }

    private Progress begin(Incoming incoming, Memory memory, Choice choice) {
        var locale = chooser.locale(choice, chooser.locale(incoming.asker(), memory));
        var turn = new Turn(choice.flow(), incoming, locale, sender(incoming.asker()), null);
        var spoken = choice.language().isEmpty() ? memory : memory.speaks(locale);
        var shown = choice.flow().oncePerSession() ? spoken.shows(choice.flow().name()) : spoken;
        return Progress.begin(turn, choice.variables(), shown);
    }

    private Future<Run> result(Occasion occasion) {
        var payload = Incoming.object(occasion.event().payload());
        var answer = FollowUp.read(payload, clock.instant());
        return flow(answer.followUp().flow())
                .flatMap(flow -> lookup(flow, answer.followUp()).map(step -> resume(occasion, flow, step, answer)))
                .orElseGet(() -> Future.succeededFuture(unclaimed(occasion)));
    }

    private Future<Run> resume(Occasion occasion, Flow flow, FlowStep.Lookup step, FollowUp.Answer answer) {
        var followUp = answer.followUp();
        var incoming = new Incoming(occasion, clock.instant(), Map.of(), Map.of(), followUp.asker(), "");
        var turn = new Turn(flow, incoming, followUp.locale(), sender(followUp.asker()), followUp);
        var begin = Progress.begin(turn, followUp.known(), Memory.of(occasion.session()));
        return walk.from(begin, step, answer)
                .map(end -> end.remembering(end.memory().settles(followUp.delivery())))
                .map(this::run);
    }

    private Optional<String> sender(Asker asker) {
        return parts.senders().apply(asker.channel());
    }

    private Optional<Flow> flow(String name) {
        return parts.book().flows().stream()
                .filter(flow -> flow.name().equals(name))
                .findFirst();
    }

    private static Optional<FlowStep.Lookup> lookup(Flow flow, FollowUp followUp) {
        return flow.find(followUp.step())
                .filter(FlowStep.Lookup.class::isInstance)
                .map(FlowStep.Lookup.class::cast);
    }

    private Run run(Progress end) {
        var occasion = end.turn().incoming().occasion();
        var rows = new Rows(
                occasion, end.turn().asker().messageId(), end.turn().incoming().begunAt());
        var entries = new ArrayList<>(rows.received());
        entries.add(rows.rule(end));
        entries.addAll(end.rows());
        parts.metrics().ran(end.turn().flow().name(), end.branch().word());
        var isSilent = end.branch() == Branch.OLD || end.branch() == Branch.UNREACHABLE;
        var session = isSilent ? null : end.memory().changed(occasion.session());
        return new Run(end.deliveries(), List.of(), session, entries);
    }

    private Run unclaimed(Occasion occasion) {
        var event = occasion.event();
        var messageId = Rows.hasMessageId(event.kind()) ? Fields.text(Incoming.object(event.payload()), "id") : "";
        var rows = new Rows(occasion, messageId, clock.instant());
        var entries = new ArrayList<LedgerEntry>(rows.received());
        entries.add(rows.unclaimed());
        parts.metrics().ran(NO_FLOW, NO_FLOW);
        return new Run(List.of(), List.of(), null, entries);
    }
}
