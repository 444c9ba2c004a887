package dev.spillway.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way.
 *
 * @param key says which server it belongs to; null if any will do
 * @param timeoutMs how long one attempt waits for its answer
 * @param copied whether the replicas must have what it wrote before it counts as answered
 */
record Order(@Nullable Buffer key, Request request, long timeoutMs, boolean copied) {}
