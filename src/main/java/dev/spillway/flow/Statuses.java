package dev.spillway.flow;

import dev.spillway.event.CallbackData;
import dev.spillway.event.Event;
import dev.spillway.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The flow {@code statuses}: what became of messages we sent. Records every status; the message's own state only ever goes
 * up. A status with our callback data also proves that the delivery reached the provider, whatever became of its answer.
 */
final class Statuses {
    static final String NAME = "statuses";

    private final StatusWords words;
    private final int shards;
    private final Clock clock;

    Statuses(FlowParts parts) {
        this.words = parts.words();
        this.shards = parts.shards();
        this.clock = parts.clock();
    }

    Run run(Occasion occasion) {
        var status = Incoming.object(occasion.event().payload());
        var callback = CallbackData.parse(Fields.text(status, "biz_opaque_callback_data"), shards);
        var delivery = callback.map(CallbackData::deliveryId).orElse("");
        var messageId = Fields.text(status, "id");
        var rows = new Rows(occasion, messageId, clock.instant());
        var entries = new ArrayList<>(rows.received());
        entries.add(rows.rule(NAME, "status"));
        entries.add(rows.status(delivery, detail(status)));
        message(occasion, status, delivery).ifPresent(entries::add);
        return new Run(List.of(), settled(occasion, callback), null, entries);
    }

    /** What lives in another shard is out of this run's reach. */
    private static List<String> settled(Occasion occasion, Optional<CallbackData> callback) {
        return callback.filter(data -> data.shard() == occasion.event().shard()).stream()
                .map(CallbackData::deliveryId)
                .toList();
    }

    /** Empty for the statuses of payments and calls, which share the array but tell nothing of the message. */
    private Optional<LedgerEntry> message(Occasion occasion, Map<String, Object> status, String delivery) {
        var event = occasion.event();
        var messageId = Fields.text(status, "id");
        if (messageId.isEmpty() || !Fields.text(status, "type").isEmpty()) return Optional.empty();
        var word = Fields.text(status, "status");
        return Optional.of(new LedgerEntry.Message(
                messageId,
                delivery,
                event.origin().channel(),
                event.contactKey().isPerson() ? event.contactKey().value() : "",
                word,
                words.rank(word),
                at(event, occasion.acceptedAt()),
                code(status)));
    }

    private static Instant at(Event event, Instant acceptedAt) {
        return event.occurredAt() == null ? acceptedAt : event.occurredAt();
    }

    private Map<String, Object> detail(Map<String, Object> status) {
        var detail = new LinkedHashMap<String, Object>();
        var word = Fields.text(status, "status");
        detail.put("state", word);
        detail.put("rank", words.rank(word));
        copy(status, "type", detail, "about");
        var pricing = Fields.object(status, "pricing");
        copy(pricing, "category", detail, "category");
        copy(pricing, "type", detail, "pricing");
        if (!code(status).isEmpty()) detail.put("code", code(status));
        failure(status).ifPresent(failure -> explain(failure, detail));
        return detail;
    }

    private static void copy(Map<String, Object> from, String key, Map<String, Object> to, String name) {
        var text = Fields.text(from, key);
        if (!text.isEmpty()) to.put(name, text);
    }

    private static void explain(StatusWords.Failure failure, Map<String, Object> detail) {
        detail.put("meaning", failure.meaning());
        detail.put("outcome", failure.outcome().name().toLowerCase(Locale.ROOT));
        detail.put("advice", failure.advice());
    }

    private Optional<StatusWords.Failure> failure(Map<String, Object> status) {
        var code = Fields.number(Fields.first(status, "errors"), "code", -1);
        return code < 0 ? Optional.empty() : words.failure(code);
    }

    private static String code(Map<String, Object> status) {
        var code = Fields.number(Fields.first(status, "errors"), "code", -1);
        return code < 0 ? "" : Integer.toString(code);
    }
}
