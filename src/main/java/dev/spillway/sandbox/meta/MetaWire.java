package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Person;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as bytes and their signature. */
final class MetaWire {
    private MetaWire() {}

    /**
     * The value of one webhook about messages.
     *
     * @param kind which array holds the elements: messages, statuses, calls, user_preferences
     */
    static ObjectNode value(ObjectNode metadata, String kind, List<Element> elements) {
        var value = Json.object().put("messaging_product", "whatsapp");
        value.set("metadata", metadata);
        var contacts = Json.array();
        elements.stream()
                .filter(Element::hasContact)
                .map(Element::person)
                .distinct()
                .forEach(person -> contacts.add(person.contact()));
        if (!contacts.isEmpty()) value.set("contacts", contacts);
        var listed = value.putArray(kind);
        elements.forEach(element -> listed.add(element.body()));
        return value;
    }

    /** The envelope of one webhook. */
    static ObjectNode envelope(String accountId, String field, ObjectNode value) {
        var envelope = Json.object().put("object", "whatsapp_business_account");
        var entry = envelope.putArray("entry").addObject().put("id", accountId);
        entry.putArray("changes").addObject().put("field", field).set("value", value);
        return envelope;
    }

    /** A message or a status, and whom it is about. */
    record Element(Person person, ObjectNode body) {
        /** A status that tells a failure comes without. */
        private boolean hasContact() {
            return !body.path("status").asText().equals("failed");
        }
    }

    /** @param escape whether to write every non-ASCII character and every slash as Meta does: ä becomes \\u00e4, / becomes \/ */
    static byte[] bytes(ObjectNode envelope, boolean escape) {
        var text = envelope.toString();
        return (escape ? escape(text) : text).getBytes(StandardCharsets.UTF_8);
    }

    /** JSON in, JSON out: outside of strings neither kind of character occurs. */
    static String escape(String json) {
        var escaped = new StringBuilder(json.length() + 64);
        for (var at = 0; at < json.length(); at++) append(escaped, json.charAt(at));
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, char unit) {
        if (unit > 0x7e) {
            escaped.append("\\u").append(HexFormat.of().toHexDigits(unit));
        } else if (unit == '/') {
            escaped.append("\\/");
        } else {
            escaped.append(unit);
        }
    }

    /** The value of X-Hub-Signature-256. */
    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
