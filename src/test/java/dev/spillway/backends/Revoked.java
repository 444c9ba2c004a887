package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;

/** A grant is taken back: the backend must be left alone and its work kept, until a person has had it given anew and says so. */
final class Revoked {
    private static final int CALLS = 50;

    /** Two nodes may each try what they had begun, and ask for a new token. */
    private static final int CALLS_MEANWHILE_MAX = 20;

    private static final long DEAD_MS = 8_000;
    private static final String BACKEND = "zendesk";
    private static final People PEOPLE = new People("650");

    private final Town town;

    Revoked(Town town) {
        this.town = town;
    }

    /**
     * What came of it.
     *
     * @param meanwhile calls that came while the grant was dead
     * @param kept deliveries that waited then
     * @param done of the look-ups, in the end
     */
    record Found(int meanwhile, long kept, int done) {
        boolean holds() {
            return meanwhile <= CALLS_MEANWHILE_MAX && kept == CALLS && done >= CALLS;
        }
    }

    Found run() throws IOException, TimeoutException {
        var site = town.site(BACKEND);
        site.control("revoke", new JsonObject().put("dead", true));
        site.forget();
        var messages = new ArrayList<Message>();
        for (var n = 0; n < CALLS; n++) messages.add(new Message(PEOPLE.phone(n), Jobs.message(site, "busca", n)));
        new Teller(town.gateways()).tell(messages, 25);
        Waiting.sleep(DEAD_MS);
        var meanwhile = site.tally(0, Long.MAX_VALUE).taken();
        var kept = town.gateways().lane(BACKEND, "INTERACTIVE");
        site.control("revoke", new JsonObject().put("dead", false));
        site.forget();
        town.gateways().resume(BACKEND);
        town.settle(60);
        var found = new Found(
                meanwhile,
                kept,
                site.tally(0, Long.MAX_VALUE, "get /api/v2/users/search").done());
        town.say("a grant taken back: " + found);
        return found;
    }
}
