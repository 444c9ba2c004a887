package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Person;
import org.jspecify.annotations.Nullable;

/** Whether somebody may be written to: the window, the person's own wishes, the limits of marketing, the tier. */
final class Audience {
    private final Behaviour behaviour;
    private final Now now;
    private final Conversations conversations = new Conversations();
    private final Portfolio portfolio = new Portfolio();
    private final Recipients recipients = new Recipients();

    Audience(Behaviour behaviour, Now now) {
        this.behaviour = behaviour;
        this.now = now;
    }

    /**
     * What there is to say about a message.
     *
     * @param trouble why it will not be delivered; null = nothing
     * @param initiated whether it counts against the tier: the business speaks first, and nothing else is in the way
     */
    record Opinion(@Nullable MetaError trouble, boolean initiated) {}

    Recipients recipients() {
        return recipients;
    }

    /** The person wrote or called, by the payload's time. */
    void heard(String number, Person person, long atMs) {
        conversations.open(number, person, atMs, now.ms());
    }

    Opinion judge(Outgoing message, boolean marketing) {
        var policy = behaviour.part(Policy.class);
        var open = conversations.isOpen(message.number(), message.person(), now.ms(), policy.dayMs());
        var trouble = wish(message.person(), marketing);
        if (trouble == null && policy.strict() && !open && !message.isTemplate()) trouble = LimitErrors.windowClosed();
        if (trouble == null && marketing && !open) trouble = marketing(message.person(), policy);
        var initiated = trouble == null && !open && message.isTemplate();
        return new Opinion(initiated ? tier(message.person(), policy) : trouble, initiated);
    }

    private @Nullable MetaError wish(Person person, boolean marketing) {
        var traits = recipients.of(person.userId());
        if (traits.unreachable()) return LimitErrors.undeliverable();
        if (!marketing) return null;
        if (traits.optedOut()) return LimitErrors.optedOut();
        if (traits.experiment()) return LimitErrors.experiment();
        return traits.marketingFull() ? LimitErrors.marketingLimit() : null;
    }

    /** In the United States marketing has been paused; its numbers and Canada's cannot be told apart here. */
    private @Nullable MetaError marketing(Person person, Policy policy) {
        if (policy.strict() && person.waId().matches("1\\d{10}")) return LimitErrors.marketingLimit();
        var free = recipients.tryMarketing(person.userId(), now.ms(), policy.marketingPerDay(), policy.dayMs());
        return free ? null : LimitErrors.marketingLimit();
    }

    private @Nullable MetaError tier(Person person, Policy policy) {
        var free = portfolio.trySpeak(person.userId(), now.ms(), policy.tier(), policy.dayMs());
        return free ? null : LimitErrors.tier(policy.tierCode());
    }

    void clear() {
        conversations.clear();
        portfolio.clear();
        recipients.clear();
    }
}
