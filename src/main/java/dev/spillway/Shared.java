package dev.spillway;

import dev.spillway.consent.ConsentMetrics;
import dev.spillway.dispatch.Node;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.PostgresOverflow;
import dev.spillway.inbox.RedisTime;
import dev.spillway.inbox.Watermarks;
import dev.spillway.ingress.Promptness;
import dev.spillway.ledger.LedgerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
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
        ConsentMetrics consentMetrics) {}
