package dev.spillway.outbound;

import io.vertx.core.Future;

/**
 * What people can ask about destinations and have done to them. What is done holds here at once and on all other nodes a second
 * later; where Redis cannot be reached it fails with {@code UNAVAILABLE}, holds here all the same, and the others hear of it when
 * Redis is back. Asked for a destination or an operation that is not there, it fails with {@code REJECTED}.
 */
public interface BackendDesk {
    /** All of them. */
    Future<BackendsAnswer> all();

    /** One. */
    Future<BackendView> find(String name);

    /** Somebody has given it its credentials back, or waited long enough: pauses end, dead logins are obtained again. */
    Future<BackendView> resume(String name);

    /** An operation fits again, because its YAML or the backend was mended: those that wait go out. */
    Future<BackendView> resume(String name, String operation);

    /** Keeps its breaker open or closed, or leaves it to itself. */
    Future<BackendView> force(String name, Forced breaker);
}
