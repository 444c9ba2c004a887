/** The door over real HTTP with a fake inbox behind it. */
@NullMarked
package dev.spillway.ingress;

import org.jspecify.annotations.NullMarked;
