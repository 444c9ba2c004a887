package dev.spillway.backends;

import dev.spillway.backends.Site.Arrival;
import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A backend fails: after how many calls is it left alone? Then it hangs, so that a call that looks whether it is back takes as long as
 * a call may: how many do so side by side?
 */
final class Breaking {
    private static final String BACKEND = "sap-s4hana";
    private static final People PEOPLE = new People("620");
    private static final double PER_SECOND = 40;
    private static final int COUNT = 200;

    /** What Backend tells the gateway: failures that are needed, calls side by side, seconds of a call; each on each node. */
    private static final int CALLS_MIN = 20;

    private static final int CONCURRENCY = 32;
    private static final int CALL_SECONDS = 5;
    private static final int NODES = 2;
    private static final long HANGS_MS = 3 * (CALL_SECONDS + 1) * 1_000L + 1_000;
    private static final int OPEN_SECONDS_MAX = 15;
    private static final int SETTLE_SECONDS = 60;

    private static final Pattern OPEN = Pattern.compile(
            "^gateway_outbound_breaker_state\\{[^}]*destination=\"" + BACKEND + "\"[^}]*} 2", Pattern.MULTILINE);

    private final Town town;

    Breaking(Town town) {
        this.town = town;
    }

    /**
     * What came of it.
     *
     * @param opened whether both nodes left it alone
     * @param calls that came until then
     * @param probes that came while it hung, of both nodes
     * @param beside of these, such as came while one of the same node was on its way
     * @param done of the work, in the end
     */
    record Found(boolean opened, int calls, int probes, int beside, int done) {
        boolean holds() {
            return opened
                    && calls <= NODES * (CALLS_MIN + CONCURRENCY)
                    && probes >= NODES
                    && beside == 0
                    && done >= COUNT;
        }
    }

    Found run() throws IOException, TimeoutException {
        var site = town.site(BACKEND);
        site.forget();
        site.troubles(new JsonObject().put("failStatus", 503));
        new Teller(town.gateways()).tellBeside(messages(site), PER_SECOND);
        var opened = Waiting.within(OPEN_SECONDS_MAX * 1_000L, this::isOpen);
        var calls = site.arrivals().size();
        var probes = hanging(site);
        site.troubles(new JsonObject().put("hang", false));
        site.forget();
        town.settle(SETTLE_SECONDS);
        var done = site.tally(0, Long.MAX_VALUE).done();
        var found = new Found(opened, calls, probes.size(), beside(probes), done);
        town.say("breaker: " + found);
        return found;
    }

    private boolean isOpen() {
        return town.gateways().metrics().stream()
                .allMatch(metrics -> OPEN.matcher(metrics).find());
    }

    /** What comes while it hangs, from when the calls before have been given up. */
    private static List<Arrival> hanging(Site site) throws IOException {
        site.troubles(new JsonObject().put("failStatus", 0).put("hang", true));
        Waiting.sleep(1_500);
        site.forget();
        Waiting.sleep(HANGS_MS);
        return site.arrivals();
    }

    /** Two nodes have one each on its way: the third one after another may come when that has been given up. */
    private static int beside(List<Arrival> probes) {
        var beside = 0;
        for (var n = NODES; n < probes.size(); n++) {
            var ms = probes.get(n).atMs() - probes.get(n - NODES).atMs();
            if (ms < CALL_SECONDS * 1_000L - 100) beside++;
        }
        return beside;
    }

    private static List<Message> messages(Site site) {
        var messages = new ArrayList<Message>();
        for (var n = 0; n < COUNT; n++) messages.add(new Message(PEOPLE.phone(n), Jobs.message(site, "busca", n)));
        return messages;
    }
}
