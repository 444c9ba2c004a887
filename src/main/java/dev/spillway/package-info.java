/** Entry point and composition root. {@code App} alone knows every room. */
@NullMarked
package dev.spillway;

import org.jspecify.annotations.NullMarked;
