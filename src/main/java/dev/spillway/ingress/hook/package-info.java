/** Webhooks of backends, as their connectors' files describe them. */
@NullMarked
package dev.spillway.ingress.hook;

import org.jspecify.annotations.NullMarked;
