package dev.spillway.backends;

import dev.spillway.backends.Site.Arrival;
import dev.spillway.backends.Street.Wanted;
import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Twenty backends; one hangs, one fails, one throttles. How long do people's look-ups at the other seventeen take, compared with
 * stretches between in which all are well?
 */
final class Neighbours {
    private static final List<String> VENDORS = List.of("sap-s4hana", "hubspot", "zendesk", "salesforce", "shopify");
    private static final int EACH = 4;
    private static final int SICK = 3;
    private static final int WARM = 2;

    /** Of one backend: below the slowest of the vendors' limits, five searches a second. */
    private static final double PER_SECOND = 3;

    private static final int SETTLE_SECONDS = 90;

    private final Town town;
    private final int pairs;
    private final int seconds;
    private final int[] calls = new int[SICK];
    private int area = 700;

    /** @param seconds of each stretch */
    Neighbours(Town town, int pairs, int seconds) {
        this.town = town;
        this.pairs = pairs;
        this.seconds = seconds;
    }

    /** Both 99th percentiles of the healthy ones, in ms. */
    record Pair(long broken, long control) {
        double ratio() {
            return broken / (double) Math.max(1, control);
        }
    }

    /**
     * What was found.
     *
     * @param hanging calls that the hanging one got in a stretch
     * @param failing likewise
     * @param throttling likewise
     * @param heapGrowth of the node whose heap grew most, as a factor
     */
    record Found(List<Pair> pairs, int hanging, int failing, int throttling, double heapGrowth) {
        double ratio() {
            var ratios = pairs.stream().mapToDouble(Pair::ratio).sorted().toArray();
            return ratios.length == 0 ? 0 : ratios[ratios.length / 2];
        }
    }

    /** The backends it wants. */
    static List<Wanted> wanted() {
        var wanted = new ArrayList<Wanted>();
        for (var n = 1; n <= EACH; n++) {
            for (var vendor : VENDORS) wanted.add(new Wanted(vendor + "-" + n, vendor));
        }
        return wanted;
    }

    Found run() throws IOException, TimeoutException {
        town.say("warming up");
        for (var n = 0; n < WARM; n++) stretch();
        var before = town.gateways().heapsMb();
        var measured = new ArrayList<Pair>();
        for (var n = 1; n <= pairs; n++) {
            measured.add(pair(n));
            town.say("pair " + n + ": " + measured.get(n - 1));
        }
        var found = new Found(measured, calls[0], calls[1], calls[2], growth(before));
        town.say(found.toString());
        return found;
    }

    /** Which of both comes first changes, for the gateways go on getting warmer. */
    private Pair pair(int number) throws IOException, TimeoutException {
        if (number % 2 == 0) {
            var broken = broken();
            return new Pair(broken, stretch());
        }
        var control = stretch();
        return new Pair(broken(), control);
    }

    private long broken() throws IOException, TimeoutException {
        hurt();
        var p99 = stretch();
        for (var sick = 0; sick < SICK; sick++) calls[sick] = all(town.sites().get(sick));
        heal();
        return p99;
    }

    private double growth(List<Double> before) throws IOException {
        var after = town.gateways().heapsMb();
        var most = 0.0;
        for (var n = 0; n < before.size(); n++) most = Math.max(most, after.get(n) / before.get(n));
        return Math.round(most * 100) / 100.0;
    }

    private static int all(Site site) throws IOException {
        var tally = site.tally(0, Long.MAX_VALUE);
        return tally.taken() + tally.limited();
    }

    private void hurt() throws IOException {
        town.sites().get(0).troubles(new JsonObject().put("hang", true));
        town.sites().get(1).troubles(new JsonObject().put("failStatus", 503));
        town.sites().get(2).limit("account", 1, Duration.ofSeconds(5));
        for (var sick = 0; sick < SICK; sick++) town.sites().get(sick).forget();
    }

    private void heal() throws IOException {
        town.sites().get(0).troubles(new JsonObject().put("hang", false));
        town.sites().get(1).troubles(new JsonObject().put("failStatus", 0));
        town.sites().get(2).limit("account", 700, Duration.ofMinutes(1));
        if (!town.settle(SETTLE_SECONDS))
            town.say("not settled: " + town.gateways().deliveries() + " deliveries");
    }

    /** People write to all of them; the 99th percentile of those that are always well. */
    private long stretch() throws IOException, TimeoutException {
        for (var site : healthy()) site.forget();
        var people = new People(String.valueOf(area++));
        var teller = new Teller(town.gateways());
        var messages = new ArrayList<Message>();
        var count = town.sites().size() * (int) (PER_SECOND * seconds);
        for (var n = 0; n < count; n++) {
            var site = town.sites().get(n % town.sites().size());
            messages.add(new Message(people.phone(n), Jobs.message(site, "busca", n)));
        }
        teller.tell(messages, PER_SECOND * town.sites().size());
        Waiting.sleep(2_000);
        var arrivals = new ArrayList<Arrival>();
        for (var site : healthy()) arrivals.addAll(site.arrivals());
        var latencies = Latency.of(arrivals, teller.toldAtMs());
        var p99 = Latency.p99(latencies);
        town.say(String.format(
                Locale.ROOT,
                "healthy: %d of %d arrived, 99 %%: %d ms",
                latencies.size(),
                count * healthy().size() / town.sites().size(),
                p99));
        return p99;
    }

    private List<Site> healthy() {
        return town.sites().subList(SICK, town.sites().size());
    }
}
