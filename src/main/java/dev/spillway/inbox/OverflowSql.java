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

    /** At most as many rows as asked for, without those in hand, and not many megabytes of them; one at least. */
    static final String READ = """
            select number, accepted_at, stored from (
                select *, sum(octet_length(stored)) over (order by number) - octet_length(stored) as before
                from (
                    select * from overflow where shard = $1 and number <> all($2) order by number limit $3
                ) as first) as sized
            where before < $4 order by number""";

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

    static Tuple numbers(List<OverflowRow> rows) {
        return Tuple.tuple()
                .addArrayOfLong(rows.stream().map(OverflowRow::number).toArray(Long[]::new));
    }

    static OverflowRow row(int shard, Row row) {
        return new OverflowRow(
                row.getLong(0),
                shard,
                row.getOffsetDateTime(1).toInstant(),
                Payload.of(row.getBuffer(2).getBytes()));
    }
}
