package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Person;

/** A message that a business number is to send to somebody; its body keeps the rules of its kind. */
record Outgoing(String number, Person person, ObjectNode body) {

    String type() {
        return body.path("type").asText("text");
    }

    boolean isTemplate() {
        return type().equals("template");
    }

    /** What the sender gave to know it again; empty if nothing. */
    String callbackData() {
        return body.path("biz_opaque_callback_data").asText();
    }
}
