package dev.spillway.faults;

import dev.spillway.faults.Fact.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Very many people, known by their phones alone, who all do the same: once they say something that nobody understands, to which
 * there is a reply, four times they send a heart, to which there is none; and each time three statuses of a message that they
 * got from elsewhere are told. What must come of it does not depend on the order.
 */
final class Multitude {
    /** Of one person. */
    static final int EVENTS_EACH = 20;

    private static final int TURNS = 5;
    private static final int FIRST = 1_000_000;
    private static final List<String> WORDS = List.of("sent", "delivered", "read");

    private int people;

    /** Everything of the next person, in its order. */
    List<Fact> next(long nowMs) {
        var facts = new ArrayList<Fact>(EVENTS_EACH);
        people++;
        for (var turn = 0; turn < TURNS; turn++) tell(turn, nowMs, facts);
        return facts;
    }

    private void tell(int turn, long nowMs, List<Fact> facts) {
        var phone = "521663" + (FIRST + people);
        var wamid = String.format(Locale.ROOT, "wamid.HBgN%sFQ%04X%016X", phone, turn, nowMs);
        var campaign = wamid + "C";
        var message = turn == 0
                ? Webhook.message(phone, wamid, "hola, ¿ayuda?", nowMs / 1000)
                : Webhook.reaction(phone, wamid, campaign, nowMs / 1000);
        var kind = turn == 0 ? Kind.FIRST_WORDS : Kind.MORE_WORDS;
        facts.add(Fact.message(kind, people, facts.size() + 1, wamid, message.toString()));
        for (var word : WORDS) {
            var status = Webhook.status(phone, campaign, word, nowMs / 1000);
            facts.add(Fact.status(people, facts.size() + 1, campaign, word, status.toString()));
        }
    }
}
