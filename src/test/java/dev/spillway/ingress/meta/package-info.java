/** Meta's webhooks: samples, signature vectors, generated bodies. */
@NullMarked
package dev.spillway.ingress.meta;

import org.jspecify.annotations.NullMarked;
