package dev.spillway.ingress;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** Looks at the webhooks of one source: whether they are its own, and what is in them. Never blocks its event loop. */
@FunctionalInterface
public interface Examiner {
    /** Judges a request by its head and its body exactly as it came. Fails for defects only. */
    Future<Examined> examine(HttpServerRequest request, byte[] body);
}
