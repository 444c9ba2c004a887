package dev.spillway.flow;

import dev.spillway.connector.Outcome;
import dev.spillway.event.ContactKey;
import dev.spillway.event.EventKind;
import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.LedgerEntry.Kind;
import dev.spillway.ledger.LedgerEntry.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ledger rows of one event's run. */
record Rows(Occasion occasion, String messageId, Instant now) {
    /** Every run begins with these two. */
    List<LedgerEntry> received() {
        var event = occasion.event();
        var detail = new LinkedHashMap<String, Object>();
        detail.put("source", event.source());
        detail.put("kind", event.kind().name());
        detail.put("type", event.type());
        detail.put("field", event.origin().field());
        detail.put("channel", event.origin().channel());
        detail.put("bytes", event.payload().length());
        if (event.occurredAt() != null)
            detail.put("occurredAt", event.occurredAt().toString());
        phone().ifPresent(phone -> detail.put("phone", phone));
        var seen = new LedgerEntry.Seen(event.id(), event.occurredAt(), occasion.acceptedAt(), occasion.entryId());
        var received = new Rows(occasion, messageId, occasion.acceptedAt());
        return List.of(received.row("received", Kind.RECEIVED, "", "", detail), seen);
    }

    /** The phone of a person whose key is a user id: people who ask for a trace know the phone. */
    private Optional<String> phone() {
        var event = occasion.event();
        if (!event.contactKey().isUser() || event.person().isEmpty()) return Optional.empty();
        var phone = Fields.text(Incoming.object(event.person()), "wa_id");
        return phone.isEmpty()
                ? Optional.empty()
                : Optional.of(ContactKey.ofPhone(phone).value());
    }

    /** No flow wanted the event. */
    Row unclaimed() {
        return row("rule", Kind.RULE, "", "", Map.of("flow", "none"));
    }

    /** A flow took it that has no steps. */
    Row rule(String flow, String branch) {
        return row("rule", Kind.RULE, "", "", Map.of("flow", flow, "branch", branch));
    }

    /** A flow took it. */
    Row rule(Progress end) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("flow", end.turn().flow().name());
        detail.put("branch", end.branch().word());
        detail.put("locale", end.turn().locale());
        if (!end.reason().isEmpty()) detail.put("reason", end.reason());
        if (occasion.attempt() > 1) detail.put("attempt", occasion.attempt());
        var followUp = end.turn().followUp();
        return row("rule", Kind.RULE, followUp == null ? "" : followUp.delivery(), end.order(), detail);
    }

    Row lookup(String step, String backend, String operation, Outcome outcome, Duration took, String order) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("backend", backend);
        detail.put("operation", operation);
        detail.put("result", outcome.kind().name().toLowerCase(Locale.ROOT));
        detail.put("durationMs", took.toMillis());
        if (!outcome.code().isEmpty()) detail.put("code", outcome.code());
        if (!outcome.reason().isEmpty()) detail.put("reason", outcome.reason());
        return row(step, Kind.LOOKUP, "", order, detail);
    }

    /** @param version of the files that said so */
    Row queued(Delivery delivery, String order, String version) {
        var detail = Map.<String, Object>of(
                "destination", delivery.destination(),
                "operation", delivery.operation(),
                "priority", delivery.priority().name(),
                "locale", delivery.locale(),
                "version", version);
        return row(delivery.step(), Kind.QUEUED, delivery.id(), order, detail);
    }

    Row status(String deliveryId, Map<String, Object> detail) {
        return row("status", Kind.STATUS, deliveryId, "", detail);
    }

    private Row row(String step, Kind kind, String deliveryId, String order, Map<String, Object> detail) {
        var event = occasion.event();
        var contact = event.contactKey().value();
        return new Row(
                event.id(), occasion.acceptedAt(), step, kind, now, contact, messageId, deliveryId, order, detail);
    }

    /** Kinds whose element has an {@code id} of its own. */
    static boolean hasMessageId(EventKind kind) {
        return switch (kind) {
            case MESSAGE, STATUS, ECHO, HISTORY, CALL -> true;
            default -> false;
        };
    }
}
