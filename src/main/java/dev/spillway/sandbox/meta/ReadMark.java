package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Json;

/** Tells a person that a message was read, and that somebody is typing. No message: no limit counts it. */
final class ReadMark {
    private ReadMark() {}

    static boolean is(ObjectNode body) {
        return body.path("status").asText().equals("read");
    }

    static Answer answer(ObjectNode body) {
        if (!body.path("messaging_product").asText().equals("whatsapp")) {
            return MetaError.missing("messaging_product").answer();
        }
        if (body.path("message_id").asText().isBlank())
            return MetaError.missing("message_id").answer();
        var typing = body.path("typing_indicator");
        if (!typing.isMissingNode() && !typing.path("type").asText().equals("text")) {
            return MetaError.badValue("Parameter typing_indicator.type must be text")
                    .answer();
        }
        return Answer.done(200, Json.object().put("success", true));
    }
}
