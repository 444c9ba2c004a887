package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is left of a day's quota, made little: bulk work must leave the part that is kept for people, and people get it. */
final class Quota {
    private static final int LEFT = 400;
    private static final int KEPT_PERCENT = 20;
    private static final double BULK_PER_SECOND = 40;
    private static final double READS_PER_SECOND = 1;
    private static final int SECONDS = 40;

    private final Town town;

    Quota(Town town) {
        this.town = town;
    }

    /**
     * What came of it.
     *
     * @param day calls that the vendor lets in
     * @param before those that had been made
     * @param bulk calls of bulk work
     * @param reads look-ups that were done, of as many as were asked for
     * @param limited calls that the vendor turned away
     */
    record Found(int day, int before, int bulk, int reads, int asked, int limited) {
        boolean holds() {
            var free = day * (100 - KEPT_PERCENT) / 100 - before;
            return bulk <= free + 1 && bulk >= free - asked && reads == asked && limited == 0;
        }
    }

    Found run() throws IOException {
        var site = town.site("salesforce");
        var before = site.tally(0, 0).figures().getInteger("admitted");
        site.limit("day", before + LEFT, Duration.ofDays(1));
        site.forget();
        var asked = (int) (READS_PER_SECOND * SECONDS);
        new Teller(town.gateways()).tellBeside(messages(site, "670", "busca", asked), READS_PER_SECOND);
        var bulk = (int) (BULK_PER_SECOND * SECONDS);
        new Teller(town.gateways()).tellBeside(messages(site, "671", "nota", bulk), BULK_PER_SECOND);
        Waiting.sleep((SECONDS + 5) * 1_000L);
        var found = new Found(
                before + LEFT,
                before,
                site.tally(0, Long.MAX_VALUE, "patch Task").taken(),
                site.tally(0, Long.MAX_VALUE, "get query").done(),
                asked,
                site.tally(0, Long.MAX_VALUE).limited());
        town.say("a day's quota: " + found);
        return found;
    }

    private static List<Message> messages(Site site, String area, String word, int count) {
        var people = new People(area);
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) messages.add(new Message(people.phone(n), Jobs.message(site, word, n)));
        return messages;
    }
}
