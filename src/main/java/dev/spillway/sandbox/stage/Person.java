package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Somebody with WhatsApp.
 *
 * @param waId the number as Meta writes it, digits only; empty = hidden from this business
 * @param userId the id by which this business knows the person
 * @param name the profile's; empty = not known
 */
public record Person(String waId, String userId, String name) {

    /** The element of a webhook's {@code contacts}. */
    public ObjectNode contact() {
        var contact = Json.object();
        if (!name.isEmpty()) contact.putObject("profile").put("name", name);
        if (!waId.isEmpty()) contact.put("wa_id", waId);
        return contact.put("user_id", userId);
    }
}
