package dev.spillway.backends;

import dev.spillway.backends.Street.Wanted;
import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
     * @param perSecond what the vendor lets in of it
     */
    private record Offer(Wanted whom, String word, double perSecond) {}

    private static final List<Offer> OFFERS = List.of(
            new Offer(new Wanted("hubspot-people", "hubspot"), "contacto", 19),
            new Offer(new Wanted("hubspot-notes", "hubspot"), "nota", 19),
            new Offer(new Wanted("zendesk-people", "zendesk"), "contacto", 700 / 60.0));

    /** What the gateways are told of a backend's rate: a little less than the vendor says. */
    private static final double MARGIN = 0.975;

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

    /** How each is told to the gateways. */
    static Backend known(Site site) {
        return OFFERS.stream()
                .filter(offer -> offer.whom.backend().equals(site.backend()))
                .findFirst()
                .map(offer -> Backend.unlimited(site).perSecond(offer.perSecond * MARGIN))
                .orElseThrow();
    }

    List<Row> run() throws IOException {
        var rows = new ArrayList<Row>();
        for (var offer : OFFERS) {
            var site = town.site(offer.whom.backend());
            site.troubles(new JsonObject().put("delayMs", 20).put("delaySpreadMs", 40));
            rows.add(row(offer, site));
            town.say(rows.get(rows.size() - 1).toString());
        }
        return rows;
    }

    private Row row(Offer offer, Site site) throws IOException {
        site.forget();
        var perSecond = offer.perSecond * TIMES;
        var all = warmSeconds + seconds;
        var bulk = new Teller(town.gateways());
        var reads = new Teller(town.gateways());
        var jobs = messages(site, new People(String.valueOf(area++)), offer.word, (int) (perSecond * all));
        var looks = messages(site, new People(String.valueOf(area++)), "busca", (int) (READS_PER_SECOND * all));
        bulk.tellBeside(jobs, perSecond);
        reads.tellBeside(looks, READS_PER_SECOND);
        Waiting.sleep(warmSeconds * 1_000L);
        return measured(offer, site, reads, bulk);
    }

    private static List<Message> messages(Site site, People people, String word, int count) {
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) messages.add(new Message(people.phone(n), Jobs.message(site, word, n)));
        return messages;
    }

    private Row measured(Offer offer, Site site, Teller reads, Teller bulk) throws IOException {
        var from = System.currentTimeMillis();
        Waiting.sleep(seconds * 1_000L);
        var to = System.currentTimeMillis();
        var tally = site.tally(from, to);
        var arrivals = site.arrivals();
        return new Row(
                site.backend(),
                offer.word,
                offer.perSecond,
                tally.taken() / (offer.perSecond * (to - from) / 1000),
                tally.limitedShare(),
                Latency.p99(Latency.of(arrivals, reads.toldAtMs())),
                Latency.p99(Latency.of(arrivals, bulk.toldAtMs())));
    }
}
