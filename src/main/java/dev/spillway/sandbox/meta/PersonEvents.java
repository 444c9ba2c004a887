package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Person;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Elements of webhooks that tell what people do besides writing, in Meta's shapes. */
final class PersonEvents {
    private static final Map<String, String> DETAILS = Map.of(
            "stop", "User requested to stop marketing messages",
            "resume", "User requested to resume marketing messages",
            "signup", "User signed up via signup link");

    private PersonEvents() {}

    /** @param value stop, resume or signup */
    static ObjectNode preference(Person person, String value, long seconds) {
        var body = Json.object();
        if (!person.waId().isEmpty()) body.put("wa_id", person.waId());
        body.put("user_id", person.userId()).put("detail", DETAILS.getOrDefault(value, ""));
        body.put("category", "marketing_messages").put("value", value).put("timestamp", seconds);
        return value.equals("signup") ? body.put("signup_id", "13100099988877766") : body;
    }

    /** @param count of the call: its id follows from it */
    static ObjectNode call(Person person, String shownNumber, long seconds, long count) {
        var id = ("META-CALL-" + seconds + "-" + count).getBytes(StandardCharsets.US_ASCII);
        var body = Json.object().put("id", "wacid." + Base64.getEncoder().encodeToString(id));
        if (!person.waId().isEmpty()) body.put("from", person.waId());
        body.put("from_user_id", person.userId()).put("to", shownNumber).put("event", "connect");
        body.put("timestamp", String.valueOf(seconds)).put("direction", "USER_INITIATED");
        body.putObject("session")
                .put("sdp_type", "offer")
                .put("sdp", "v=0\r\no=- 1 2 IN IP4 203.0.113.10\r\ns=-\r\nt=0 0\r\n");
        return body;
    }
}
