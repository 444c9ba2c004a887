/**
 * Webhooks of Meta's WhatsApp Cloud API: signature header, handshake, and one streaming pass from the body to events.
 *
 * <p>Whatever is well signed becomes at least one event: what has no place in the known envelope is kept whole. No byte of an
 * event is rewritten: its payload is a slice of the body as it came. A body that ends too early is never taken in halves.
 */
@NullMarked
package dev.spillway.ingress.meta;

import org.jspecify.annotations.NullMarked;
