package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.SimulatorSettings;
import java.util.HexFormat;
import java.util.Random;

/**
 * Signed webhooks as Meta sends them at a campaign: three statuses to one message, of many contacts. Ids never come again,
 * not even from another instance.
 */
final class Payloads implements Requests {
    /** Events of a batch. */
    static final int BATCH = 100;

    private static final int STATUSES_PER_MESSAGE = 3;
    private static final int MESSAGE_KINDS = 20;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Elements elements = new Elements(JSON, HexFormat.of().toHexDigits(new Random().nextInt()));
    private final Signer signer = new Signer();
    private final int eventsEach;
    private long told;
    private long messages;

    /** @param eventsEach 1 for webhooks of about 600 bytes; {@link #BATCH} for events of about 250 bytes */
    Payloads(int eventsEach) {
        this.eventsEach = eventsEach;
    }

    @Override
    public byte[] next() {
        var body = body();
        return signer.request(body);
    }

    /** One without its head. */
    byte[] body() {
        var seconds = System.currentTimeMillis() / 1000;
        var root = JSON.createObjectNode().put("object", "whatsapp_business_account");
        var changes =
                root.putArray("entry").addObject().put("id", "104820561237744").putArray("changes");
        if (eventsEach == 1) single(changes, seconds);
        else batch(changes, seconds);
        try {
            return JSON.writeValueAsString(root).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private void single(ArrayNode changes, long seconds) {
        var n = told++;
        var value = value(changes);
        if (n % (STATUSES_PER_MESSAGE + 1) < STATUSES_PER_MESSAGE) {
            value.putArray("statuses").add(elements.status(n, seconds));
            return;
        }
        value.putArray("contacts")
                .addObject()
                .put("wa_id", Elements.phone(n))
                .putObject("profile")
                .put("name", Elements.name(n));
        value.putArray("messages").add(message(n, seconds));
    }

    private void batch(ArrayNode changes, long seconds) {
        var statuses = value(changes).putArray("statuses");
        var texts = value(changes).putArray("messages");
        for (var i = 0; i < eventsEach; i++) {
            var n = told++;
            if (n % (STATUSES_PER_MESSAGE + 1) < STATUSES_PER_MESSAGE) statuses.add(elements.shortStatus(n, seconds));
            else texts.add(message(n, seconds));
        }
    }

    private ObjectNode message(long n, long seconds) {
        return elements.message(n, (int) (messages++ % MESSAGE_KINDS), seconds);
    }

    private static ObjectNode value(ArrayNode changes) {
        var value = changes.addObject().put("field", "messages").putObject("value");
        value.put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", "525541007700")
                .put("phone_number_id", SimulatorSettings.FIRST_NUMBER_ID);
        return value;
    }
}
