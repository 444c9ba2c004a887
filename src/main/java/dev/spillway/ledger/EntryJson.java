package dev.spillway.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes one entry. The keys are read by {@link EntryNode}; they never change their meaning. */
final class EntryJson {
    /** Deeper than any detail of ours; keeps a cyclic one from running for ever. */
    private static final int DEPTH_MAX = 32;

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final JsonGenerator out;

    EntryJson(JsonGenerator out) {
        this.out = out;
    }

    void write(LedgerEntry entry) throws IOException {
        out.writeStartObject();
        if (entry instanceof LedgerEntry.Row row) row(row);
        else if (entry instanceof LedgerEntry.Seen seen) seen(seen);
        else if (entry instanceof LedgerEntry.Message message) message(message);
        else if (entry instanceof LedgerEntry.DeadLetter dead) dead(dead);
        else if (entry instanceof LedgerEntry.Consent consent) consent(consent);
        out.writeEndObject();
    }

    private void row(LedgerEntry.Row row) throws IOException {
        text("t", "r");
        text("e", row.event().value());
        time("ac", row.acceptedAt());
        text("s", row.step());
        text("k", row.kind().name());
        time("at", row.at());
        text("c", row.contact());
        text("m", row.messageId());
        text("d", row.deliveryId());
        text("o", row.order());
        if (row.detail().isEmpty()) return;
        out.writeFieldName("x");
        value(row.detail(), 0);
    }

    private void seen(LedgerEntry.Seen seen) throws IOException {
        text("t", "s");
        text("e", seen.event().value());
        var occurredAt = seen.occurredAt();
        if (occurredAt != null) time("oc", occurredAt);
        time("ac", seen.acceptedAt());
        text("i", seen.entryId());
    }

    private void message(LedgerEntry.Message message) throws IOException {
        text("t", "m");
        text("m", message.messageId());
        text("d", message.deliveryId());
        text("n", message.sender());
        text("c", message.contact());
        text("st", message.state());
        out.writeNumberField("rk", message.rank());
        time("at", message.at());
        text("er", message.error());
    }

    private void dead(LedgerEntry.DeadLetter dead) throws IOException {
        text("t", "d");
        text("i", dead.id());
        text("e", dead.event().value());
        out.writeNumberField("sh", dead.shard());
        text("ds", dead.destination());
        text("c", dead.contact());
        text("w", dead.reason());
        out.writeNumberField("n", dead.attempts());
        time("at", dead.at());
        text("la", dead.lastAnswer());
        text("b", dead.body());
    }

    private void consent(LedgerEntry.Consent consent) throws IOException {
        text("t", "c");
        text("e", consent.event().value());
        out.writeNumberField("sh", consent.shard());
        text("c", consent.contact());
        text("tn", consent.tenant());
        text("ct", consent.category());
        text("ch", consent.change());
        time("at", consent.at());
        time("ac", consent.acceptedAt());
        text("so", consent.source());
        text("wo", consent.who());
        text("wr", consent.where());
    }

    private void text(String key, String text) throws IOException {
        if (!text.isEmpty()) out.writeStringField(key, clean(text));
    }

    private void time(String key, Instant at) throws IOException {
        var within = within(at);
        out.writeNumberField(key, TimeUnit.SECONDS.toMicros(within.getEpochSecond()) + within.getNano() / 1000);
    }

    /** A provider's time may be any number; ours end where four digits of a year do. */
    static Instant within(Instant at) {
        if (at.isBefore(MIN)) return MIN;
        return at.isAfter(MAX) ? MAX : at;
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        if (value == null) out.writeNull();
        else if (value instanceof Boolean truth) out.writeBoolean(truth);
        else if (value instanceof Number number) number(number);
        else if (value instanceof Map<?, ?> map && depth < DEPTH_MAX) map(map, depth + 1);
        else if (value instanceof Collection<?> list && depth < DEPTH_MAX) list(list, depth + 1);
        else out.writeString(depth < DEPTH_MAX ? clean(String.valueOf(value)) : "…");
    }

    private void number(Number number) throws IOException {
        if (!Double.isFinite(number.doubleValue())) {
            out.writeString(number.toString());
            return;
        }
        if (number instanceof Integer || number instanceof Long) out.writeNumber(number.longValue());
        else out.writeNumber(number.toString());
    }

    private void map(Map<?, ?> map, int depth) throws IOException {
        out.writeStartObject();
        for (var member : map.entrySet()) {
            out.writeFieldName(clean(String.valueOf(member.getKey())));
            value(member.getValue(), depth);
        }
        out.writeEndObject();
    }

    private void list(Collection<?> list, int depth) throws IOException {
        out.writeStartArray();
        for (var element : list) value(element, depth);
        out.writeEndArray();
    }

    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
