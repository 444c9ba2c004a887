package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A few people say more of their tickets than the vendor lets in of one ticket: what is said must be joined to few updates, and each
 * word must stand in one of them, once.
 */
final class Notes {
    private static final String BACKEND = "zendesk";
    private static final int PEOPLE_COUNT = 4;
    private static final double PER_SECOND = 10;
    private static final int SETTLE_SECONDS = 60;

    /** Of all that is said, so little may be updates. */
    private static final double UPDATES_SHARE_MAX = 1 / 8.0;

    private final Town town;
    private final int each;

    Notes(Town town, boolean quick) {
        this.town = town;
        this.each = quick ? 40 : 100;
    }

    /**
     * What came of it.
     *
     * @param updates that the vendor got
     * @param limited of these, turned away by one of its limits
     */
    record Found(int told, int missing, int doubled, int updates, int limited) {
        boolean holds() {
            return missing == 0 && doubled == 0 && limited == 0 && updates > 0 && updates <= told * UPDATES_SHARE_MAX;
        }
    }

    Found run() throws IOException, TimeoutException {
        var site = town.site(BACKEND);
        var teller = new Teller(town.gateways());
        teller.tell(messages(site, "610", "caso", Jobs.TICKETS, 1), 10);
        town.settle(SETTLE_SECONDS);
        site.forget();
        var before = pieces(site).size();
        teller.tell(messages(site, "611", "nota", PEOPLE_COUNT, each), PER_SECOND);
        town.settle(SETTLE_SECONDS);
        var pieces = pieces(site);
        var said = pieces.subList(before, pieces.size());
        var different = new HashSet<>(said).size();
        var tally = site.tally(0, Long.MAX_VALUE, "ticket.update");
        var told = PEOPLE_COUNT * each;
        var found = new Found(
                told, told - different, said.size() - different, tally.taken() + tally.limited(), tally.limited());
        town.say("notes joined: " + found);
        return found;
    }

    /** Of some people in turn, each about one ticket: whatever number ends alike goes to the same one. */
    private static List<Message> messages(Site site, String area, String word, int people, int each) {
        var messages = new ArrayList<Message>();
        for (var n = 0; n < each; n++) {
            for (var person = 0; person < people; person++) {
                var phone = new People(area).phone(person);
                messages.add(new Message(phone, Jobs.message(site, word, Jobs.TICKETS * n + person)));
            }
        }
        return messages;
    }

    private static List<String> pieces(Site site) throws IOException {
        return site.records("comment").stream()
                .flatMap(comment -> Arrays.stream(comment.getString("body").split("\n\n", -1)))
                .filter(piece -> piece.startsWith("Nota "))
                .toList();
    }
}
