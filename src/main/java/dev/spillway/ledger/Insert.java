package dev.spillway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.event.EventId;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write, one array a column, and their parameters. Where nodes may write the same rows they write them in
 * one order: in two they could wait for each other, until Postgres fails one of them.
 */
final class Insert {
    static final String ROWS = """
            insert into ledger (day, event_id, step, kind, at, contact, message_id, delivery_id, order_no, detail)
            select day, event_id, step, kind, at, contact, message_id, delivery_id, order_no, detail::jsonb
            from unnest($1::date[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[])
                as t(day, event_id, step, kind, at, contact, message_id, delivery_id, order_no, detail)
            on conflict do nothing""";
    /** That the event is done, by this entry. */
    static final String SEEN = """
            insert into event_seen as s (day, event_id, entry_id, accepted_at, done)
            select day, event_id, entry_id, accepted_at, true
            from unnest($1::date[], $2::uuid[], $3::text[], $4::timestamptz[]) as t(day, event_id, entry_id, accepted_at)
            order by event_id, day
            on conflict (event_id, day) do update set
                entry_id = excluded.entry_id, accepted_at = excluded.accepted_at, done = true
            where not s.done""";
    /** That an entry of the event is about to run. */
    static final String CLAIMED = """
            insert into event_seen (day, event_id, entry_id, accepted_at, done)
            select day, event_id, entry_id, accepted_at, false
            from unnest($1::date[], $2::uuid[], $3::text[], $4::timestamptz[]) as t(day, event_id, entry_id, accepted_at)
            order by event_id, day
            on conflict do nothing""";

    static final String MESSAGES = """
            insert into message as m (message_id, delivery_id, sender, contact, state, rank, at, error)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[],
                $7::timestamptz[], $8::text[])
            order by 1
            on conflict (message_id) do update set
                delivery_id = coalesce(m.delivery_id, excluded.delivery_id),
                sender = coalesce(m.sender, excluded.sender),
                contact = coalesce(m.contact, excluded.contact),
                (state, rank, at, error) = (
                    select w.state, w.rank, w.at, w.error
                    from (values (m.state, m.rank, m.at, m.error),
                        (excluded.state, excluded.rank, excluded.at, excluded.error)) as w(state, rank, at, error)
                    order by w.rank desc, w.at limit 1)""";
    /**
     * A letter dies at a time, and what people did about it speaks of that time: one that dies again waits again. Where nobody
     * waits for it any more any other time of death counts, so that a node whose clock is late cannot hide one.
     */
    static final String DEAD = """
            insert into dead_letter as d
                (id, event_id, shard, destination, contact, reason, attempts, at, body, last_answer)
            select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::int[],
                $8::timestamptz[], $9::text[], $10::text[])
            order by 1
            on conflict (id) do update set reason = excluded.reason, attempts = excluded.attempts, at = excluded.at,
                body = excluded.body, last_answer = excluded.last_answer
            where excluded.at > d.at or (d.state <> 'waiting' and excluded.at <> d.at)""";

    static final String CONSENT = """
            insert into consent_change
                (event_id, shard, contact, tenant, category, change, at, accepted_at, source, told_by, told_where)
            select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[], $11::text[])
            on conflict do nothing""";

    static final String ASIDE = """
            insert into ledger_unreadable (stream, entry_id, reason, body, at) values ($1, $2, $3, $4, $5)
            on conflict do nothing""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Insert() {}

    static Tuple rows(Collection<LedgerEntry.Row> rows) {
        return Tuple.tuple()
                .addArrayOfLocalDate(column(rows, LedgerTables::day).toArray(LocalDate[]::new))
                .addArrayOfUUID(column(rows, row -> uuid(row.event())).toArray(UUID[]::new))
                .addArrayOfString(texts(rows, LedgerEntry.Row::step))
                .addArrayOfString(texts(rows, row -> KindName.of(row.kind())))
                .addArrayOfOffsetDateTime(times(rows, LedgerEntry.Row::at))
                .addArrayOfString(texts(rows, LedgerEntry.Row::contact))
                .addArrayOfString(texts(rows, LedgerEntry.Row::messageId))
                .addArrayOfString(texts(rows, LedgerEntry.Row::deliveryId))
                .addArrayOfString(texts(rows, LedgerEntry.Row::order))
                .addArrayOfString(texts(rows, row -> json(row.detail())));
    }

    static Tuple seen(Collection<LedgerEntry.Seen> seen) {
        return Tuple.tuple()
                .addArrayOfLocalDate(column(seen, LedgerTables::day).toArray(LocalDate[]::new))
                .addArrayOfUUID(column(seen, one -> uuid(one.event())).toArray(UUID[]::new))
                .addArrayOfString(texts(seen, LedgerEntry.Seen::entryId))
                .addArrayOfOffsetDateTime(times(seen, LedgerEntry.Seen::acceptedAt));
    }

    static Tuple messages(Collection<LedgerEntry.Message> messages) {
        return Tuple.tuple()
                .addArrayOfString(texts(messages, LedgerEntry.Message::messageId))
                .addArrayOfString(texts(messages, LedgerEntry.Message::deliveryId))
                .addArrayOfString(texts(messages, LedgerEntry.Message::sender))
                .addArrayOfString(texts(messages, LedgerEntry.Message::contact))
                // The column is never null: a state without a name is still a state.
                .addArrayOfString(column(messages, LedgerEntry.Message::state).toArray(String[]::new))
                .addArrayOfInteger(column(messages, LedgerEntry.Message::rank).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(times(messages, LedgerEntry.Message::at))
                .addArrayOfString(texts(messages, LedgerEntry.Message::error));
    }

    static Tuple dead(Collection<LedgerEntry.DeadLetter> dead) {
        return Tuple.tuple()
                .addArrayOfString(texts(dead, LedgerEntry.DeadLetter::id))
                .addArrayOfUUID(column(dead, one -> uuid(one.event())).toArray(UUID[]::new))
                .addArrayOfInteger(column(dead, LedgerEntry.DeadLetter::shard).toArray(Integer[]::new))
                .addArrayOfString(texts(dead, LedgerEntry.DeadLetter::destination))
                .addArrayOfString(texts(dead, LedgerEntry.DeadLetter::contact))
                .addArrayOfString(column(dead, LedgerEntry.DeadLetter::reason).toArray(String[]::new))
                .addArrayOfInteger(
                        column(dead, LedgerEntry.DeadLetter::attempts).toArray(Integer[]::new))
                .addArrayOfOffsetDateTime(times(dead, LedgerEntry.DeadLetter::at))
                .addArrayOfString(column(dead, LedgerEntry.DeadLetter::body).toArray(String[]::new))
                .addArrayOfString(texts(dead, LedgerEntry.DeadLetter::lastAnswer));
    }

    static Tuple consent(Collection<LedgerEntry.Consent> changes) {
        return Tuple.tuple()
                .addArrayOfUUID(column(changes, one -> uuid(one.event())).toArray(UUID[]::new))
                .addArrayOfInteger(column(changes, LedgerEntry.Consent::shard).toArray(Integer[]::new))
                .addArrayOfString(column(changes, LedgerEntry.Consent::contact).toArray(String[]::new))
                .addArrayOfString(column(changes, LedgerEntry.Consent::tenant).toArray(String[]::new))
                .addArrayOfString(column(changes, LedgerEntry.Consent::category).toArray(String[]::new))
                .addArrayOfString(column(changes, LedgerEntry.Consent::change).toArray(String[]::new))
                .addArrayOfOffsetDateTime(times(changes, LedgerEntry.Consent::at))
                .addArrayOfOffsetDateTime(times(changes, LedgerEntry.Consent::acceptedAt))
                .addArrayOfString(texts(changes, LedgerEntry.Consent::source))
                .addArrayOfString(texts(changes, LedgerEntry.Consent::who))
                .addArrayOfString(texts(changes, LedgerEntry.Consent::where));
    }

    static UUID uuid(EventId id) {
        var hex = id.value();
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static <E, T> java.util.stream.Stream<T> column(Collection<E> entries, Function<E, T> part) {
        return entries.stream().map(part);
    }

    private static <E> OffsetDateTime[] times(Collection<E> entries, Function<E, Instant> part) {
        var times = new OffsetDateTime[entries.size()];
        var next = 0;
        for (var entry : entries) times[next++] = time(part.apply(entry));
        return times;
    }

    private static <E> @Nullable String[] texts(Collection<E> entries, Function<E, String> part) {
        var texts = new @Nullable String[entries.size()];
        var next = 0;
        for (var entry : entries) texts[next++] = nullIfEmpty(part.apply(entry));
        return texts;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String json(Map<String, Object> detail) {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a detail that was JSON once is JSON again", e);
        }
    }
}
