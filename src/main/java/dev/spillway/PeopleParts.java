package dev.spillway;

import dev.spillway.api.PostedFlows;
import dev.spillway.consent.ConsentRoom;
import dev.spillway.flow.Flows;
import dev.spillway.gate.Permit;
import dev.spillway.inbox.Distrust;
import dev.spillway.inbox.Inbox;
import dev.spillway.outbound.Errands;
import dev.spillway.outbound.Gatekeeping;
import java.util.function.BiConsumer;

/** What has to do with people, made on the work loop: senders with the gates before them, and what people allow. */
final class PeopleParts {
    private final WorkLoop loop;
    private final SenderParts senders;
    private final ConsentParts consent;
    private final Gatekeeping gatekeeping;

    /**
     * @param moves where events of other shards go
     * @param rolledBack what Redis forgot
     */
    PeopleParts(WorkLoop loop, Inbox moves, Distrust rolledBack) {
        this.loop = loop;
        this.senders = new SenderParts(loop);
        this.consent = new ConsentParts(loop, moves, rolledBack);
        this.gatekeeping = senders.gatekeeping();
    }

    /** What messages to people pass before they go. */
    Gatekeeping gatekeeping() {
        return gatekeeping;
    }

    /** What people allow. */
    ConsentRoom consent() {
        return consent.room();
    }

    /** What fetches and brings files. To be asked for once. */
    Errands errands() {
        return senders.errands();
    }

    /**
     * The flows, with all that sees an event before them: what was posted, the business' own numbers, templates, media, and what is to be
     * remembered of people. To be asked for once.
     *
     * @param wake brings back what a sender, by name, was to send, and put off for a reason
     */
    Flows around(Flows flows, Numbers numbers, BiConsumer<String, String> wake) {
        var heeding = senders.beside(
                consent.beside(flows),
                template -> gatekeeping
                        .destinations()
                        .forEach(sender -> wake.accept(sender, Permit.Postpone.queue(template))));
        return new PostedFlows(numbers.before(heeding), loop.clock());
    }
}
