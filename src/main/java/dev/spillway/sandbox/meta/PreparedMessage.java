package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A signed webhook to post by hand: the body in a file, its signature for the header.
 *
 * @param wamid the id of the message in it
 */
public record PreparedMessage(Path file, String signature, String wamid) {

    /** Writes the file into the folder. */
    public static PreparedMessage write(Path folder, Clock clock, MetaAccount account) throws IOException {
        var person = new Person("5215550104321", "MX.48291037465512093847", "Rocío Téllez");
        var wamid = new Wamids().next(person);
        var message = Json.object().put("from", person.waId()).put("from_user_id", person.userId());
        message.put("id", wamid).put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        message.put("type", "text").putObject("text").put("body", "¿Y mi pedido 1235?");
        var metadata = Json.object()
                .put("display_phone_number", account.numbers().get(account.firstNumber()))
                .put("phone_number_id", account.firstNumber());
        var value = MetaWire.value(metadata, "messages", List.of(new Element(person, message)));
        var envelope = MetaWire.envelope(account.id(), "messages", value);
        var body = MetaWire.bytes(envelope, true);
        var file = Files.write(folder.resolve("message.json"), body);
        return new PreparedMessage(file, MetaWire.signature(account.appSecret(), body), wamid);
    }
}
