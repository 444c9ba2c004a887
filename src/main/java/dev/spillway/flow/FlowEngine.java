package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Chooser.Choice;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the flows of a {@link FlowBook}, and the built-in flow {@code statuses}. Holds nothing between runs: callable from
 * any event loop.
 */
public final class FlowEngine implements Flows {
    private static final String NO_FLOW = "none";

    private final FlowParts parts;
    private final Clock clock;
    private final Chooser chooser;
    private final Walk walk;
    private final Statuses statuses;

    public FlowEngine(FlowParts parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.chooser = new Chooser(parts);
        this.walk = new Walk(parts);
        this.statuses = new Statuses(parts);
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return kind == EventKind.RESULT || parts.book().wants(kind);
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

    private Future<Run> event(Occasion occasion) {
        if (!parts.book().wants(occasion.event().kind())) return Future.succeededFuture(unclaimed(occasion));
        return parts.thinking()
                .of(occasion.event().payload().length(), () -> chosen(occasion))
                .compose(chosen -> chosen.map(begin -> walk.all(begin).map(this::run))
                        .orElseGet(() -> Future.succeededFuture(unclaimed(occasion))));
    }

    private Optional<Progress> chosen(Occasion occasion) {
        var incoming = Incoming.of(occasion, clock.instant());
        var memory = Memory.of(occasion.session());
        return chooser.choose(incoming, memory).map(choice -> begin(incoming, memory, choice));
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
