package dev.spillway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One signed POST of the provider.
 *
 * @param body its bytes; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent")
record Webhook(List<Fact> facts, byte[] body, String signature) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String SECRET = "sandbox-app-secret";

    /** With all of them, in their order: statuses and messages in changes of their own. */
    static Webhook of(List<Fact> facts) {
        var changes = facts.stream().map(Webhook::change).collect(Collectors.joining(","));
        var text = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"104820561237744\",\"changes\":["
                + changes + "]}]}";
        var body = text.getBytes(UTF_8);
        return new Webhook(List.copyOf(facts), body, signature(body));
    }

    /** A text message as the provider tells it of whoever shows only a phone. */
    static ObjectNode message(String phone, String wamid, String text, long seconds) {
        var message = from(phone, wamid, seconds).put("type", "text");
        message.putObject("text").put("body", text);
        return message;
    }

    /** A heart for a message, likewise. */
    static ObjectNode reaction(String phone, String wamid, String about, long seconds) {
        var reaction = from(phone, wamid, seconds).put("type", "reaction");
        reaction.putObject("reaction").put("message_id", about).put("emoji", "❤️");
        return reaction;
    }

    private static ObjectNode from(String phone, String wamid, long seconds) {
        var message = JSON.createObjectNode().put("from", phone).put("id", wamid);
        return message.put("timestamp", String.valueOf(seconds));
    }

    /** What became of a message, likewise. */
    static ObjectNode status(String phone, String wamid, String word, long seconds) {
        var status = JSON.createObjectNode().put("id", wamid).put("status", word);
        return status.put("timestamp", String.valueOf(seconds)).put("recipient_id", phone);
    }

    private static String change(Fact fact) {
        var kind = fact.isStatus() ? "statuses" : "messages";
        return "{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"525541007700\","
                + "\"phone_number_id\":\"" + Fact.NUMBER + "\"},\"" + kind + "\":[" + fact.element()
                + "]},\"field\":\"messages\"}";
    }

    private static String signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
