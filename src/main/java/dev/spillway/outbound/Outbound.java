package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import io.vertx.core.Future;

/** One HTTP call out of the house. Belongs to one event loop. */
@FunctionalInterface
interface Outbound {
    /**
     * Makes the call. Every reply is a success, whatever its status. Fails with {@link CallFailure} only, at the latest
     * when the deadline of its leave has passed.
     */
    Future<HttpReply> send(HttpCall call, Leave leave);
}
