package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Everything each vendor has, while a part of its answers to writes gets lost: of each job there must be one record. Contacts are
 * told of twice, in two writings of their phone.
 */
final class LostAnswers {
    private static final double SHARE = 0.3;
    private static final double PER_SECOND = 40;
    private static final int SETTLE_SECONDS = 120;
    private static final People PEOPLE = new People("331");

    private final Town town;
    private final int each;

    /** @param each how many of each job */
    LostAnswers(Town town, int each) {
        this.town = town;
        this.each = each;
    }

    /** What was found of one job. */
    record Row(String backend, String word, int told, int records, int missing, int doubled) {}

    /** @param lost answers, of all vendors */
    record Found(List<Row> rows, int lost, boolean settled) {
        int missing() {
            return rows.stream().mapToInt(Row::missing).sum();
        }

        int doubled() {
            return rows.stream().mapToInt(Row::doubled).sum();
        }

        boolean holds() {
            return settled && missing() == 0 && doubled() == 0 && lost > 0;
        }
    }

    Found run() throws IOException, TimeoutException {
        for (var site : town.sites()) site.troubles(new JsonObject().put("loseShare", SHARE));
        var teller = new Teller(town.gateways());
        teller.tell(messages("caso", false), PER_SECOND);
        town.settle(SETTLE_SECONDS);
        for (var word : List.of("contacto", "nota", "reserva", "pago")) teller.tell(messages(word, false), PER_SECOND);
        teller.tell(messages("contacto", true), PER_SECOND);
        town.say(teller.unanswered() + " webhooks were never answered 200");
        var settled = town.settle(SETTLE_SECONDS);
        for (var site : town.sites()) site.troubles(new JsonObject().put("loseShare", 0.0));
        return found(settled);
    }

    /** Of all vendors in turn. */
    private List<Message> messages(String word, boolean again) {
        var messages = new ArrayList<Message>();
        for (var n = 1; n <= each; n++) {
            for (var site : town.sites()) {
                if (Jobs.of(site.vendor()).stream().noneMatch(job -> job.word().equals(word))) continue;
                var phone = again ? PEOPLE.canonical(n) : PEOPLE.phone(n);
                messages.add(new Message(phone, Jobs.message(site, word, n)));
            }
        }
        return messages;
    }

    private Found found(boolean settled) throws IOException {
        var rows = new ArrayList<Row>();
        var lost = 0;
        for (var site : town.sites()) {
            lost += site.tally(0, Long.MAX_VALUE).lost();
            for (var trace : Trace.of(site.vendor())) rows.add(row(site, trace));
        }
        town.say(String.format(Locale.ROOT, "%d answers lost; settled: %s", lost, settled));
        return new Found(rows, lost, settled);
    }

    private Row row(Site site, Trace trace) throws IOException {
        var keys = site.records(trace.kind()).stream()
                .flatMap(record -> trace.in(record).stream())
                .toList();
        var different = new HashSet<>(keys).size();
        var row = new Row(site.backend(), trace.word(), each, keys.size(), each - different, keys.size() - different);
        town.say(row.toString());
        return row;
    }
}
