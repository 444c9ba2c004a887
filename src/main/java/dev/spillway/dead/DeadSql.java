package dev.spillway.dead;

/** The statements. A filter is always $1 to $6. */
final class DeadSql {
    private static final String COLUMNS =
            "id, state, settled_at, event_id, shard, destination, contact, reason, last_answer, attempts, at, redrives";

    /** $1 destination, $2 part of the reason, $3 contacts, $4 from, $5 to, $6 state, or unknown for those that wait and may have arrived; each may be empty but the times. */
    private static final String FILTER = """
            ($1::text = '' or coalesce(destination, '-') = $1)
            and ($2::text = '' or position(lower($2) in lower(reason)) > 0)
            and (cardinality($3::text[]) = 0 or contact = any($3))
            and at >= $4 and at < $5
            and ($6::text = '' or state = $6
                or ($6 = 'unknown' and state = 'waiting' and starts_with(reason, 'unknown: ')))""";

    static final String COUNT = "select count(*) from dead_letter where " + FILTER;

    /** $7 and $8 the last one seen, $9 limit. */
    static final String LATEST = "select " + COLUMNS + " from dead_letter where " + FILTER
            + " and (at, id) < ($7, $8::text) order by at desc, id desc limit $9";

    /** $7 and $8 the last one seen, $9 limit. */
    static final String EARLIEST = "select " + COLUMNS + " from dead_letter where " + FILTER
            + " and (at, id) > ($7, $8::text) order by at, id limit $9";

    /** $1 id. */
    static final String ONE = "select " + COLUMNS + ", body from dead_letter where id = $1";

    /** $1 id, $2 the death that is about to be put back. */
    static final String REDRIVING = "update dead_letter set redriving = $2 where id = $1";

    /** $1 id, $2 the death that was settled, $3 now, $4 how often it was put back. */
    static final String REDRIVEN = """
            update dead_letter set settled = 'redriven', settled_death = $2, settled_at = $3,
                redrives = greatest(redrives, $4)
            where id = $1""";

    /** $7 now, $8 limit. */
    static final String DROP = """
            update dead_letter set settled = 'dropped', settled_death = at, settled_at = $7
            where id in (select id from dead_letter where %s order by at, id limit $8 for update)""".formatted(FILTER);

    static final String STATES = "select state, count(*) from dead_letter group by state";

    /** $1 settled before, $2 limit. */
    static final String FORGET = """
            delete from dead_letter where id in (
                select id from dead_letter where state in ('redriven', 'dropped') and settled_at < $1 limit $2)""";

    private DeadSql() {}
}
