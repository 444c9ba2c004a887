package dev.spillway;

import dev.spillway.consent.ConsentMetrics;
import dev.spillway.dispatch.Node;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.OverflowMetrics;
import dev.spillway.inbox.OverflowParts;
import dev.spillway.inbox.PostgresOverflow;
import dev.spillway.inbox.RedisTime;
import dev.spillway.inbox.Watermarks;
import dev.spillway.ingress.Promptness;
import dev.spillway.ledger.LedgerMetrics;
import dev.spillway.postgres.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** What the doors and the work loop of a node share. Usable from any event loop. */
record Shared(
        Setup setup,
        Node node,
        Clock clock,
        MeterRegistry registry,
        Pool pool,
        PostgresOverflow overflow,
        RedisTime redisTime,
        Watermarks watermarks,
        Promptness promptness,
        InboxMetrics inboxMetrics,
        LedgerMetrics ledgerMetrics,
        ConsentMetrics consentMetrics) {
    /** Made by the root before anything is deployed; whoever makes it closes pool and overflow. */
    static Shared open(Vertx vertx, MeterRegistry registry, Setup setup, Clock clock) {
        var config = setup.config();
        var redisTime = new RedisTime(clock, config.inbox().shards());
        var overflow =
                new OverflowParts(config.postgres(), config.overflow(), redisTime, new OverflowMetrics(registry));
        return new Shared(
                setup,
                Node.starting(setup.nodeName(), clock.instant()),
                clock,
                registry,
                Postgres.open(vertx, config.postgres()),
                PostgresOverflow.start(vertx, overflow),
                redisTime,
                new Watermarks(config.inbox().shards()),
                new Promptness(),
                new InboxMetrics(registry),
                new LedgerMetrics(registry, config.ledger()),
                new ConsentMetrics(registry));
    }
}
