package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A backend that publishes no limit: how many calls side by side it works on has to be found, and found again when it changes. */
final class HiddenWorkers {
    private static final List<Integer> COUNTS = List.of(6, 12);
    private static final int WORK_MS = 200;
    private static final double PER_SECOND = 100;
    private static final double OFF_MAX = 0.2;

    private final Town town;
    private final int searchSeconds;
    private final int seconds;

    HiddenWorkers(Town town, boolean quick) {
        this.town = town;
        this.searchSeconds = quick ? 60 : 120;
        this.seconds = quick ? 15 : 30;
    }

    /**
     * What came of it.
     *
     * @param found calls side by side, in the mean
     */
    record Row(int workers, double found) {
        boolean holds() {
            return Math.abs(found / workers - 1) <= OFF_MAX;
        }
    }

    List<Row> run() throws IOException {
        var site = town.site("sap-s4hana");
        site.troubles(new JsonObject().put("delayMs", WORK_MS));
        var people = new People("660");
        var messages = new ArrayList<Message>();
        var count = (int) (PER_SECOND * COUNTS.size() * (searchSeconds + seconds));
        for (var n = 0; n < count; n++) messages.add(new Message(people.phone(n), Jobs.message(site, "reserva", n)));
        workers(site, COUNTS.get(0));
        new Teller(town.gateways()).tellBeside(messages, PER_SECOND);
        var rows = new ArrayList<Row>();
        for (var workers : COUNTS) rows.add(row(site, workers));
        return rows;
    }

    private Row row(Site site, int workers) throws IOException {
        workers(site, workers);
        Waiting.sleep(searchSeconds * 1_000L);
        site.tally(0, 0);
        Waiting.sleep(seconds * 1_000L);
        var row = new Row(workers, site.tally(0, 0).mean());
        town.say(String.format(Locale.ROOT, "%d hidden workers: found %.1f", workers, row.found()));
        return row;
    }

    private static void workers(Site site, int count) throws IOException {
        site.control("workers", new JsonObject().put("count", count).put("line", 10 * count));
    }
}
