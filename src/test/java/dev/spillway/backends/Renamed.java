package dev.spillway.backends;

import dev.spillway.backends.Teller.Message;
import dev.spillway.faults.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The vendor renames a field that one operation writes: that operation waits, an alarm names the field, all others go on. When the
 * connector has been mended and read anew, what waited goes out, each once.
 */
final class Renamed {
    private static final String BACKEND = "hubspot";
    private static final String FIELD = "content";
    private static final String LATER = "ticket_text";
    private static final People PEOPLE = new People("630");
    private static final int COUNT = 40;
    private static final double PER_SECOND = 10;
    private static final long HELD_MS = 12_000;
    private static final int SETTLE_SECONDS = 60;

    /** What was on its way when it was found out, and what has been tried since: after 1, 2, 4, 8 s. */
    private static final int REFUSED_MAX = 40;

    /** What does not fit is told in the vendor's words, which may hold any bracket. */
    private static final Pattern ALARM = Pattern.compile(
            "^gateway_outbound_operation_held\\{.*destination=\"" + BACKEND + "\".*} 1", Pattern.MULTILINE);

    private final Town town;

    Renamed(Town town) {
        this.town = town;
    }

    /**
     * What came of it.
     *
     * @param alarms nodes on which an alarm names operation and field
     * @param others what the alarms name beside
     * @param refused writes that the vendor refused while the field was another
     * @param meanwhile records that other operations made then, of as many as tickets
     * @param missing tickets, in the end
     * @param doubled likewise
     */
    record Found(int alarms, int others, int refused, int meanwhile, int missing, int doubled) {
        boolean holds() {
            return alarms == 2
                    && others == 0
                    && refused > 0
                    && refused <= REFUSED_MAX
                    && meanwhile == COUNT
                    && missing == 0
                    && doubled == 0;
        }
    }

    Found run() throws IOException, TimeoutException {
        var site = town.site(BACKEND);
        var contacts = site.records("contacts").size();
        var tickets = site.records("tickets").size();
        site.forget();
        rename(site, FIELD, LATER);
        new Teller(town.gateways()).tell(messages(site), PER_SECOND);
        Waiting.sleep(HELD_MS);
        var named = alarms(true);
        var others = alarms(false) - named;
        var refused = site.tally(0, Long.MAX_VALUE).refused();
        var meanwhile = site.records("contacts").size() - contacts;
        town.gateways().change(Renamed::mend);
        town.gateways().reload();
        town.settle(SETTLE_SECONDS);
        var found = found(site, tickets, named, others, refused, meanwhile);
        town.say("a field renamed: " + found);
        return found;
    }

    private Found found(Site site, int before, int named, int others, int refused, int meanwhile) throws IOException {
        var keys = site.records("tickets").stream()
                .skip(before)
                .map(ticket -> ticket.getString("subject"))
                .toList();
        var different = new HashSet<>(keys).size();
        return new Found(named, others, refused, meanwhile, COUNT - different, keys.size() - different);
    }

    /** Alarms of all nodes, or those of them that name the operation and the field. */
    private int alarms(boolean right) {
        return (int) town.gateways().metrics().stream()
                .flatMap(metrics -> ALARM.matcher(metrics).results())
                .filter(found -> !right
                        || (found.group().contains("createTicket")
                                && found.group().contains(FIELD)))
                .count();
    }

    private static void mend(Path folder) throws IOException {
        var file = folder.resolve("connectors/" + BACKEND + ".yaml");
        var text = Files.readString(file);
        Files.writeString(file, text.replace("'" + FIELD + "':", "'" + LATER + "':"));
    }

    private static void rename(Site site, String from, String to) throws IOException {
        site.control(
                "rename",
                new JsonObject().put("kind", "tickets").put("from", from).put("to", to));
    }

    private static List<Message> messages(Site site) {
        var messages = new ArrayList<Message>();
        for (var n = 0; n < COUNT; n++) {
            messages.add(new Message(PEOPLE.phone(n), Jobs.message(site, "caso", 1_000 + n)));
            messages.add(new Message(PEOPLE.phone(COUNT + n), Jobs.message(site, "contacto", n)));
        }
        return messages;
    }
}
