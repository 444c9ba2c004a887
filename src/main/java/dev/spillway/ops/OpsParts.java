package dev.spillway.ops;

import dev.spillway.api.Messages;
import dev.spillway.consent.ConsentDesk;
import dev.spillway.dead.DeadDesk;
import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.ledger.TraceAnswer;
import dev.spillway.ledger.TraceQuery;
import dev.spillway.outbound.BackendDesk;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the management port shows.
 *
 * @param readiness whether traffic may come
 * @param lag how late the event loops are
 * @param scrape all metrics in Prometheus' text format; called on a worker thread
 * @param trace what the ledger knows; fails with {@code UNAVAILABLE} while it cannot tell
 * @param nodes who owns which shards; fails with {@code UNAVAILABLE} while Redis is away
 * @param dead what was given up; empty if this node does not show it
 * @param backends how destinations are; empty if this node does not show it
 * @param consent what people allow; empty if this node does not show it
 * @param messages what business systems want sent; empty if this node takes none
 * @param reload reads the files anew, on all nodes; fails with {@code UNAVAILABLE} while the node starts
 */
public record OpsParts(
        Readiness readiness,
        EventLoopLag lag,
        Supplier<String> scrape,
        Function<TraceQuery, Future<TraceAnswer>> trace,
        Supplier<Future<NodesAnswer>> nodes,
        Optional<DeadDesk> dead,
        Optional<BackendDesk> backends,
        Optional<ConsentDesk> consent,
        Optional<Messages> messages,
        Supplier<Future<ReloadAnswer>> reload) {}
