/**
 * The door: webhooks over HTTP, verified, decoded to events and handed to the inbox.
 *
 * <p>Answers 200 only after the inbox has the events; what it cannot take it refuses at once, in words the provider
 * understands as "come again". Reads bodies into bounded memory, never calls a backend, never waits longer than
 * {@code acceptTimeout}. The kinds of sources live in packages below: {@code meta}, and {@code hook} for
 * backends that tell something by themselves.
 */
@NullMarked
package dev.spillway.ingress;

import org.jspecify.annotations.NullMarked;
