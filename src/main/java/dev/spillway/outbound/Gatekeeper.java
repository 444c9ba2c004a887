package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.gate.Facts;
import dev.spillway.gate.Gates;
import dev.spillway.gate.Permit;
import dev.spillway.gate.Sends;
import dev.spillway.gate.TemplateName;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates for the messages of one number, with what is known of the person and of what the number has spent, and keeps account of
 * what goes. Answers from memory. Belongs to one event loop.
 */
final class Gatekeeper {
    private final Supplier<Gates> gates;
    private final TemplateEar ear;
    private final Sends sends;
    private final Connector connector;
    private final Purse purse;
    private final PermitMetrics metrics;
    private final Clock clock;

    /** @param connector whose words messages are judged in */
    Gatekeeper(Gatekeeping all, Sends sends, Connector connector, Purse purse, PermitMetrics metrics, Clock clock) {
        this.gates = all.gates();
        this.ear = all.ear();
        this.sends = sends;
        this.connector = connector;
        this.purse = purse;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * What the gates say; null where they are not asked: nothing of it reaches a person. Whoever lets it go begins it in the same turn of
     * the event loop: meanwhile no template of the house's can come to mean another.
     */
    @Nullable
    Permit judge(Attempt attempt) {
        var order = order(attempt.delivery());
        if (!order.isMessage()) return null;
        var now = gates.get();
        // What is known of one person says nothing of another.
        var facts = order.isForOther() ? Facts.NONE : attempt.facts();
        var spent = purse.spent(now.zone(sends.sender()));
        var permit = now.judge(sends.of(order), order.input(), facts, spent, clock.instant());
        metrics.judged(permit);
        return permit;
    }

    private Sends.Order order(Delivery delivery) {
        var context = Operation.Context.lookup("", delivery.locale());
        var worded = connector.worded(new Operation(delivery.operation(), delivery.input(), context));
        return new Sends.Order(
                worded.name(), worded.input(), delivery.contact(), delivery.locale(), delivery.acceptedAt());
    }

    /** An attempt has ended; what was found out without a call tells nobody anything. */
    void heard(Tried tried) {
        var template = sent(tried.attempt());
        if (template != null && tried.ending().calls() > 0)
            ear.heard(sends.sender(), template, tried.ending().outcome());
    }

    /** The wording that went: the house's name may mean another by now. */
    private @Nullable TemplateName sent(Attempt attempt) {
        if (attempt.permit() != null) return attempt.template();
        var order = order(attempt.delivery());
        return Sends.template(order.operation(), order.input());
    }

    /** A message goes: until it is {@linkplain #over over} it counts as spent. */
    void begins(Permit.Go permit) {
        purse.out(permit.cost());
    }

    /** It counts no more, unless it is in the account. */
    void over(Permit.Go permit) {
        purse.back(permit.cost());
    }

    /** It is in the account from now on. */
    void charge(Permit.Go permit) {
        purse.spend(permit.cost());
        metrics.charged(permit.cost());
    }

    /**
     * Whether an ending is the first to say that a message has or may have arrived: then it is charged, at most once. One that was
     * out when its node died is not.
     */
    static boolean isCharged(Tried tried) {
        if (tried.attempt().permit() == null || tried.attempt().ambiguous()) return false;
        var outcome = tried.ending().outcome();
        return outcome.succeeded() || outcome.kind() == Outcome.Kind.AMBIGUOUS;
    }

    /** Writes the account. Never fails. */
    Future<Void> settle() {
        return purse.settle();
    }
}
