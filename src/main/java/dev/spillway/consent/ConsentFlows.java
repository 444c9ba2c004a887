package dev.spillway.consent;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.gate.Change;
import dev.spillway.gate.Fact;
import dev.spillway.gate.SendClass;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flows, and beside what they decide what is to be remembered of the person: committed together, and in force from then on.
 *
 * <pre>
 *   status 131049 ──► rest
 *   message, call ──► window                      word, button (flow consent) ─┐
 *                                                 user_preferences ────────────┼─► facts, and an event CONSENT behind it
 *                                                 a backend's webhook ─────────┘
 *   CONSENT (those, and the API's) ──► facts, a row in consent_change, its aliases, and flows and routes that want it
 * </pre>
 */
public final class ConsentFlows implements Flows {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentFlows.class);

    private final Flows flows;
    private final Parts parts;

    /**
     * What it works with.
     *
     * @param whatsapp what WhatsApp's own switch is about, as the files in use say
     * @param tenants whose a business number is, by its id
     * @param rest remembers who has had enough advertising; completes when it is safe
     * @param spread brings a change to all other keys of the person; completes when it is safe there
     */
    record Parts(
            Supplier<List<SendClass>> whatsapp,
            UnaryOperator<String> tenants,
            BiFunction<Event, ConsentEvents.Told, Future<Void>> spread,
            Function<Occasion, Future<Void>> rest,
            ConsentMetrics metrics,
            Clock clock) {}

    ConsentFlows(Flows flows, Parts parts) {
        this.flows = flows;
        this.parts = parts;
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        if (occasion.event().kind() == EventKind.CONSENT) return consent(occasion);
        return parts.rest.apply(occasion).compose(rested -> flows.run(occasion)).map(run -> heeded(run, occasion));
    }

    private Run heeded(Run run, Occasion occasion) {
        var facts = new ArrayList<>(Openings.of(occasion));
        var next = new ArrayList<Event>();
        var told = run.saying(said(occasion));
        for (var change : told.changes()) {
            facts.addAll(change.facts(occasion.acceptedAt()));
            next.addAll(ConsentEvents.following(occasion.event(), change, occasion.acceptedAt()));
        }
        return told.knowing(facts).followedBy(next);
    }

    /** What others than the person's own words say of what they allow. */
    private List<Change> said(Occasion occasion) {
        var event = occasion.event();
        if (event.kind() == EventKind.PREFERENCE) return read(event, preferences(occasion));
        if (event.kind() != EventKind.BACKEND || !Backends.tells(occasion)) return List.of();
        return read(event, Backends.of(occasion));
    }

    private List<Change> preferences(Occasion occasion) {
        var tenant = parts.tenants.apply(occasion.event().origin().channel());
        return Preferences.of(occasion, parts.whatsapp.get(), tenant);
    }

    /** What nobody can read, or is about nobody, is not passed by in silence. */
    private List<Change> read(Event event, List<Change> changes) {
        if (!changes.isEmpty() && event.contactKey().isPerson()) return changes;
        unreadable(event);
        return List.of();
    }

    private Future<Run> consent(Occasion occasion) {
        var event = occasion.event();
        var told = ConsentEvents.read(event, occasion.acceptedAt());
        if (told.isEmpty() || !event.contactKey().isPerson()) {
            unreadable(event);
            return flows.run(occasion);
        }
        return parts.spread
                .apply(event, told.get())
                .compose(safe -> told.get().copied() ? Future.succeededFuture(NOTHING) : flows.run(occasion))
                .map(run -> remembered(run, occasion, told.get()));
    }

    private static final Run NOTHING = new Run(List.of(), List.of(), null, List.of());

    private Run remembered(Run run, Occasion occasion, ConsentEvents.Told told) {
        if (!told.copied()) counted(told);
        return run.knowing(facts(told)).beside(List.of(), rows(occasion.event(), told));
    }

    private static List<Fact> facts(ConsentEvents.Told told) {
        return told.change().facts(told.since());
    }

    private void counted(ConsentEvents.Told told) {
        parts.metrics.told(told.change());
        parts.metrics.inForce(Duration.between(told.since(), parts.clock.instant()));
    }

    private static List<LedgerEntry.Consent> rows(Event event, ConsentEvents.Told told) {
        var change = told.change();
        return change.categories().stream()
                .map(category -> new LedgerEntry.Consent(
                        event.id(),
                        event.shard(),
                        event.contactKey().value(),
                        change.tenant(),
                        category.word(),
                        change.kind().word(),
                        change.at(),
                        told.since(),
                        change.source(),
                        change.who(),
                        change.where()))
                .toList();
    }

    private void unreadable(Event event) {
        parts.metrics.unreadable();
        LOG.atWarn()
                .addKeyValue("eventId", event.id())
                .addKeyValue("kind", event.kind())
                .log("consent.unreadable");
    }
}
