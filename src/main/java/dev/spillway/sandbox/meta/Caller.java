package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.WebhookSender.Attempted;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Person;
import java.util.Set;
import java.util.TreeSet;

/** Who somebody is to whom the simulator lends its voice: read from {@code from}, {@code userId}, {@code name}. */
final class Caller {
    private static final String ROCIO = "5215550104321";

    private final MetaAccount account;
    private final People people;

    Caller(MetaAccount account, People people) {
        this.account = account;
        this.people = people;
        people.remember(new Person(ROCIO, "MX.48291037465512093847", "Rocío Téllez"));
    }

    static void refuseUnknown(ObjectNode order, Set<String> keys) {
        order.fieldNames().forEachRemaining(key -> {
            if (keys.contains(key)) return;
            throw new IllegalArgumentException(
                    "unknown key " + key + "; known: " + String.join(", ", new TreeSet<>(keys)));
        });
    }

    /** The business number that is written to: {@code number}, or the first one. */
    String number(ObjectNode order) {
        var number = order.path("number").asText(account.firstNumber());
        if (!account.numbers().containsKey(number)) throw new IllegalArgumentException("unknown number " + number);
        return number;
    }

    /** Known from now on. */
    Person person(ObjectNode order) {
        var hidden = order.has("userId") && !order.has("from");
        var known = hidden
                ? people.byUserId(order.path("userId").asText())
                : people.byNumber(order.path("from").asText(ROCIO));
        var person = new Person(
                hidden ? "" : known.waId(),
                order.path("userId").asText(known.userId()),
                order.path("name").asText(known.name()));
        people.remember(person);
        return person;
    }

    /** Somebody by telephone number or by id. */
    String userId(String either) {
        return either.matches("\\+?\\d+") ? people.byNumber(either).userId() : either;
    }

    /** How the webhook's first attempt went. */
    static ObjectNode report(Attempted attempted) {
        var report = Json.object().put("status", attempted.status()).put("ms", attempted.ms());
        if (!attempted.problem().isEmpty()) report.put("problem", attempted.problem());
        return report;
    }
}
