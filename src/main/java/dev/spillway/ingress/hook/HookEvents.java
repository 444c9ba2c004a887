package dev.spillway.ingress.hook;

import dev.spillway.connector.Report;
import dev.spillway.connector.Report.About;
import dev.spillway.connector.Report.Fact;
import dev.spillway.connector.Report.Misfit;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes events of what a backend says. Flows and routes see the data as {@code message}, and a person as they see one who
 * wrote.
 *
 * @param backend whose webhooks they are: the source of the events
 */
record HookEvents(String backend, int shards) {
    Event of(Report report) {
        return report instanceof Fact fact ? fact(fact) : misfit((Misfit) report);
    }

    private Event fact(Fact fact) {
        var key = new DedupeKey("hook:" + fact.id());
        var contact = contact(fact.about());
        var channel = fact.about().channel();
        return new Event(
                key.id(backend),
                backend,
                EventKind.BACKEND,
                fact.type(),
                key,
                contact,
                contact.shard(shards),
                new Origin("", channel.isEmpty() ? backend : channel, ""),
                fact.at(),
                fact.data(),
                person(fact.about()));
    }

    /** As for people who write: the user id before the phone. */
    private ContactKey contact(About about) {
        if (!about.userId().isEmpty()) return ContactKey.ofUser(about.userId());
        if (!about.phone().isEmpty()) return ContactKey.ofPhone(about.phone());
        return about.record().isEmpty() ? ContactKey.ofSource(backend) : ContactKey.ofRecord(backend, about.record());
    }

    private static Payload person(About about) {
        var person = new HashMap<String, Object>();
        if (!about.phone().isEmpty()) person.put("wa_id", about.phone());
        if (!about.userId().isEmpty()) person.put("user_id", about.userId());
        if (!about.name().isEmpty()) person.put("profile", Map.of("name", about.name()));
        return person.isEmpty() ? Payload.EMPTY : Json.write(person);
    }

    private Event misfit(Misfit misfit) {
        var key = new DedupeKey("body:" + misfit.data().sha256());
        var contact = ContactKey.ofSource(backend);
        return new Event(
                key.id(backend),
                backend,
                EventKind.UNREADABLE,
                misfit.json() ? "misfit" : "not_json",
                key,
                contact,
                contact.shard(shards),
                new Origin("", backend, misfit.reason()),
                null,
                misfit.data(),
                Payload.EMPTY);
    }
}
