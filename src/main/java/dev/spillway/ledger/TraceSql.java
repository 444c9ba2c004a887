package dev.spillway.ledger;

/** The statements of a trace. Each finds its rows by an index; the day is never known, so that all partitions are asked. */
final class TraceSql {
    /** Message ids, found by their hash; to be filled with the parameter that they are. */
    private static final String BY_MESSAGE = """
            message_id = any(%1$s::text[]) and hashtextextended(message_id, 0) = any(
                array(select hashtextextended(wanted, 0) from unnest(%1$s::text[]) as wanted))""";

    /** $1 candidates, $2 limit: the latest events that speak of something. */
    private static final String EVENTS_BY = """
            select event_id from (
                select event_id, at from ledger where %s order by at desc limit $2) latest
            group by event_id""";

    private static final String ONE_OF = "%s = any($1::text[])";

    /** The same for a contact, whose phone may stand beside the key that is a user id. */
    private static final String EVENTS_BY_CONTACT = """
            select event_id from (
                (select event_id, at from ledger where contact = any($1::text[]) order by at desc limit $2)
                union all
                (select event_id, at from ledger
                 where detail ? 'phone' and detail ->> 'phone' = any($1::text[]) order by at desc limit $2)
                order by at desc limit $2) latest
            group by event_id""";

    private static final String COLUMNS =
            "at, event_id, step, kind, contact, message_id, delivery_id, order_no, detail::text";

    /** $1 events, $2 limit. */
    static final String OF_EVENTS =
            "select " + COLUMNS + " from ledger where event_id = any($1::uuid[]) order by at desc, step limit $2";

    /** $1 events to leave out, $2 message ids, $3 delivery ids, $4 limit: what others say of these. */
    static final String RELATED = """
            select %s from (
                select * from ledger where %s
                union
                select * from ledger where delivery_id = any($3::text[])) other
            where event_id <> all($1::uuid[]) order by at desc, step limit $4""".formatted(COLUMNS, BY_MESSAGE.formatted("$2"));

    /** $1 message ids. */
    static final String MESSAGES = """
            select message_id, delivery_id, sender, contact, state, at, error
            from message where message_id = any($1::text[]) order by at, message_id""";

    private TraceSql() {}

    static String eventsBy(TraceQuery.By by) {
        return switch (by) {
            case EVENT -> throw new IllegalArgumentException("an event is its own");
            case CONTACT -> EVENTS_BY_CONTACT;
            case MESSAGE -> EVENTS_BY.formatted(BY_MESSAGE.formatted("$1"));
            case DELIVERY -> EVENTS_BY.formatted(ONE_OF.formatted("delivery_id"));
            case ORDER -> EVENTS_BY.formatted(ONE_OF.formatted("order_no"));
        };
    }
}
