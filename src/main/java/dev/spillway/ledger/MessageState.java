package dev.spillway.ledger;

import java.time.Instant;

/** The present state of a message we sent. Texts that are not known are empty. */
public record MessageState(
        String messageId, String deliveryId, String sender, String contact, String state, Instant at, String error) {}
