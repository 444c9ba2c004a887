package dev.spillway.inbox;

import dev.spillway.event.EventId;
import dev.spillway.event.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The overflow's statements and their parameters. */
final class OverflowSql {
    /**
     * Numbers follow the order of the parameters, and with it that of acceptance: a contact's next event comes only after
     * its predecessor was answered. Rows are inserted in the order of their ids, lest two nodes that insert the same
     * events wait for each other for ever.
     */
    static final String INSERT = """
            with numbered as materialized (
                select nextval('overflow_number_seq') as number, shard, event_id, accepted_at, stored
                from unnest($1::int[], $2::uuid[], $3::timestamptz[], $4::bytea[])
                    as t(shard, event_id, accepted_at, stored))
            insert into overflow (number, shard, event_id, accepted_at, stored)
            select number, shard, event_id, accepted_at, stored from numbered order by event_id, number
            on conflict (event_id) do nothing
            returning event_id""";

    /** One step into the index a shard, whatever the planner believes of the table. */
    static final String WAITING = """
            select s from unnest($1::int[]) as s,
                lateral (select 1 from overflow where shard = s limit 1) as one""";

    /** Of each shard at most as many rows as asked for, without those in hand. What is in hand is looked up, not gone through. */
    private static final String FIRST = """
            unnest($1::int[]) as s, lateral (
                select * from overflow
                where shard = s and number not in (select held from unnest($2::bigint[]) as t(held))
                order by number limit $3
            ) as o""";

    /** And not many megabytes of them; one of each shard at least. */
    static final String READ = """
            select number, shard, accepted_at, stored from (
                select o.*, sum(octet_length(o.stored)) over (partition by shard order by number)
                    - octet_length(o.stored) as before
                from %s) as sized
            where before < $4 order by shard, number""".formatted(FIRST);

    /** Rows are told apart by milliseconds, then by number, as in the sequence that is made of them. */
    static final String EARLIEST = """
            select distinct on (shard) number, shard, accepted_at from %s
            order by shard, date_trunc('milliseconds', accepted_at), number""".formatted(FIRST);

    static final String REMOVE = "delete from overflow where number = any($1)";

    static final String DEPTH = """
            select (select count(*) from (select 1 from overflow limit $1) as counted),
                oldest.accepted_at, oldest.shard
            from (select 1) as one left join
                (select accepted_at, shard from overflow order by number limit 1) as oldest on true""";

    private OverflowSql() {}

    static Tuple insert(List<Waiting> events) {
        return Tuple.tuple()
                .addArrayOfInteger(
                        events.stream().map(each -> each.event().shard()).toArray(Integer[]::new))
                .addArrayOfUUID(
                        events.stream().map(each -> uuid(each.event().id())).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                        events.stream().map(each -> time(each.since())).toArray(OffsetDateTime[]::new))
                .addArrayOfBuffer(events.stream()
                        .map(each -> Buffer.buffer(each.stored()))
                        .toArray(Buffer[]::new));
    }

    static UUID uuid(EventId id) {
        var hex = id.value();
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    private static OffsetDateTime time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Tuple shards(Collection<Integer> shards) {
        return Tuple.tuple().addArrayOfInteger(shards.toArray(Integer[]::new));
    }

    static Tuple range(Collection<Integer> shards, Collection<Long> except, int eachMax) {
        return shards(shards).addArrayOfLong(except.toArray(Long[]::new)).addInteger(eachMax);
    }

    static Tuple numbers(List<OverflowRow> rows) {
        return Tuple.tuple()
                .addArrayOfLong(rows.stream().map(OverflowRow::number).toArray(Long[]::new));
    }

    static OverflowRow row(Row row) {
        var place = place(row);
        var stored = Payload.of(row.getBuffer(3).getBytes());
        return new OverflowRow(place.number(), place.shard(), place.acceptedAt(), stored);
    }

    static RowPlace place(Row row) {
        return new RowPlace(
                row.getLong(0), row.getInteger(1), row.getOffsetDateTime(2).toInstant());
    }
}
