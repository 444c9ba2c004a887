package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** All calls at once find their token over, on two nodes: one new token must do for all. */
final class OneToken {
    private static final int CALLS = 200;
    private static final int SETTLE_SECONDS = 60;
    private static final List<String> VENDORS = List.of("salesforce", "zendesk", "shopify");

    private final Town town;

    OneToken(Town town) {
        this.town = town;
    }

    /** What came of it at one vendor: tokens given out, and calls that were done in the end. */
    record Row(String backend, int minted, int done) {
        boolean holds() {
            return minted == 1 && done >= CALLS;
        }
    }

    List<Row> run() throws IOException, TimeoutException {
        var rows = new ArrayList<Row>();
        for (var vendor : VENDORS) rows.add(run(town.site(vendor), 600 + rows.size()));
        return rows;
    }

    private Row run(Site site, int area) throws IOException, TimeoutException {
        var people = new People(String.valueOf(area));
        var teller = new Teller(town.gateways());
        teller.tell(messages(site, people, 0, 4), 10);
        town.settle(SETTLE_SECONDS);
        var before = minted(site);
        site.control("expireTokens", new JsonObject());
        site.forget();
        teller.tell(messages(site, people, 100, CALLS), 1e6);
        town.settle(SETTLE_SECONDS);
        var tally = site.tally(0, Long.MAX_VALUE);
        var row = new Row(site.backend(), minted(site) - before, tally.done());
        town.say(row.toString());
        return row;
    }

    private static int minted(Site site) throws IOException {
        return site.tally(0, 0).figures().getInteger("minted");
    }

    private static List<Message> messages(Site site, People people, int first, int count) {
        var messages = new ArrayList<Message>();
        for (var n = first; n < first + count; n++) {
            messages.add(new Message(people.phone(n), Jobs.message(site, "busca", n)));
        }
        return messages;
    }
}
