/** Tests of {@code dev.spillway.route}. */
@NullMarked
package dev.spillway.route;

import org.jspecify.annotations.NullMarked;
