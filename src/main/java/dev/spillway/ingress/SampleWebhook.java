package dev.spillway.ingress;

import io.vertx.core.buffer.Buffer;

/**
 * A webhook such as a source sends, to try a door out with.
 *
 * @param header that carries the signature
 */
public record SampleWebhook(String header, String signature, Buffer body) {}
