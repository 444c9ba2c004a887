package dev.spillway.backends;

import dev.spillway.backends.Street.Wanted;
import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Each vendor is offered ten times what it lets in, by two nodes: bulk work, and beside it a look-up every half second that a person
 * waits for. Measured when it has come to rest, by what came to the vendor.
 */
final class Rates {
    private static final int TIMES = 10;
    private static final double READS_PER_SECOND = 1;

    private final Town town;
    private final int warmSeconds;
    private final int seconds;
    private int area = 400;

    Rates(Town town, boolean quick) {
        this.town = town;
        this.warmSeconds = quick ? 12 : 20;
        this.seconds = quick ? 20 : 60;
    }

    /**
     * What is offered. Each vendor has a backend of its own for each: what is left over disturbs nobody else.
     *
     * @param word of the bulk work
     * @param perSecond what the vendor lets in of it: calls, or points
     * @param cost of one in points; 1 if calls are counted
     * @param operation whose calls the limit counts; empty for all
     * @param gathers seconds that a piece of work waits for others, with which it then goes as one
     */
    private record Offer(Wanted whom, String word, double perSecond, double cost, String operation, int gathers) {
        static Offer ofCalls(String vendor, String word, double perSecond, String operation) {
            return new Offer(new Wanted(vendor + "-" + word, vendor), word, perSecond, 1, operation, 0);
        }

        /** Until those that are told now come to the vendor, nothing does. */
        Offer gathering(int seconds) {
            return new Offer(whom, word, perSecond, cost, operation, seconds);
        }

        /** Enough for one call more or less to be less than the bounds. */
        int seconds(int usual) {
            return Math.max(usual, (int) (100 / perSecond));
        }
    }

    private static final List<Offer> OFFERS = List.of(
            Offer.ofCalls("hubspot", "caso", 19, ""),
            Offer.ofCalls("hubspot", "busca", 5, "search"),
            Offer.ofCalls("zendesk", "contacto", 700 / 60.0, ""),
            Offer.ofCalls("zendesk", "nota", 100 / 60.0, "ticket.update").gathering(20),
            new Offer(new Wanted("shopify-contacto", "shopify"), "contacto", 100, 10, "", 0));

    /**
     * What came of it.
     *
     * @param used of what the vendor let in in the time measured
     * @param limitedShare of all calls those that a limit turned away
     * @param readsMs 99th percentile from the telling to the arrival
     * @param bulkMs the same of the bulk work that has arrived
     */
    record Row(
            String backend,
            String word,
            double perSecond,
            double used,
            double limitedShare,
            long readsMs,
            long bulkMs) {
        @Override
        public String toString() {
            return "%s, %s: %s a second let in, used %s, turned away %s; 99 %%: reads %d ms, bulk %d ms"
                    .formatted(
                            backend,
                            word,
                            Result.number(perSecond, 1),
                            Result.number(used, 3),
                            Result.number(limitedShare, 4),
                            readsMs,
                            bulkMs);
        }
    }

    /** The backends it wants. */
    static List<Wanted> wanted() {
        return OFFERS.stream().map(Offer::whom).toList();
    }

    List<Row> run() throws IOException, TimeoutException {
        var rows = new ArrayList<Row>();
        for (var offer : OFFERS) {
            var site = town.site(offer.whom.backend());
            site.troubles(new JsonObject().put("delayMs", 20).put("delaySpreadMs", 40));
            if (site.vendor().equals("zendesk")) openTickets(site);
            rows.add(row(offer, site));
            town.say(rows.get(rows.size() - 1).toString());
        }
        return rows;
    }

    /** That notes go to; of these there may be many here, so that only the account's limit is felt. */
    private void openTickets(Site site) throws IOException, TimeoutException {
        var people = new People(String.valueOf(area++));
        new Teller(town.gateways()).tell(messages(site, people, "caso", Jobs.TICKETS), 10);
        site.limit("ticketUpdates", 1_000, Duration.ofMinutes(10));
    }

    private Row row(Offer offer, Site site) throws IOException {
        site.forget();
        var perSecond = offer.perSecond / offer.cost * TIMES;
        var warm = warmSeconds + offer.gathers;
        var all = warm + offer.seconds(seconds);
        var bulk = new Teller(town.gateways());
        var reads = new Teller(town.gateways());
        var jobs = messages(site, new People(String.valueOf(area++)), offer.word, (int) (perSecond * all));
        var looks = messages(site, new People(String.valueOf(area++)), "busca", (int) (READS_PER_SECOND * all));
        bulk.tellBeside(jobs, perSecond);
        reads.tellBeside(looks, READS_PER_SECOND);
        Waiting.sleep(warm * 1_000L);
        return measured(offer, site, reads, bulk);
    }

    private static List<Message> messages(Site site, People people, String word, int count) {
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) messages.add(new Message(people.phone(n), Jobs.message(site, word, n)));
        return messages;
    }

    private Row measured(Offer offer, Site site, Teller reads, Teller bulk) throws IOException {
        var from = System.currentTimeMillis();
        var spent = spent(site);
        Waiting.sleep(offer.seconds(seconds) * 1_000L);
        var to = System.currentTimeMillis();
        var tally = site.tally(from, to, offer.operation);
        var taken = offer.cost > 1 ? spent(site) - spent : tally.taken();
        var arrivals = site.arrivals();
        return new Row(
                site.backend(),
                offer.word,
                offer.perSecond,
                taken / (offer.perSecond * (to - from) / 1000),
                tally.limitedShare(),
                Latency.p99(Latency.of(arrivals, reads.toldAtMs())),
                Latency.p99(Latency.of(arrivals, bulk.toldAtMs())));
    }

    private static long spent(Site site) throws IOException {
        return site.tally(0, 0).figures().getLong("pointsSpent", 0L);
    }
}
