package dev.spillway.outbound;

import dev.spillway.gate.Spent;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;

/**
 * What numbers have spent in Redis: a hash each, {@code spent:<number's id>}, with a field a day and a field a month. Days are
 * forgotten after a month or two, months after a year. Belongs to the event loop of its link.
 */
public final class RedisSpending implements SpendStore {
    private static final Script SPEND = Script.load(RedisSpending.class, "spend.lua");

    /** Beyond any day that a clock of ours can still call today. */
    private static final int DAYS_KEPT = 35;

    private static final int MONTHS_KEPT = 12;

    private final RedisLink link;
    private final Keyspace keys;

    public RedisSpending(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public Future<Spent> add(String channel, Spend spend) {
        var call = new ScriptCall(SPEND).key(keys.global("spent:" + channel));
        call.arg(spend.day().toString()).arg(spend.micros());
        call.arg(spend.month().toString()).arg(spend.texts());
        call.arg(spend.day().minusDays(DAYS_KEPT).toString());
        call.arg(spend.month().minusMonths(MONTHS_KEPT).toString());
        return link.run(call)
                .map(answer -> new Spent(answer.get(0).toLong(), answer.get(1).toLong()));
    }
}
