@NullMarked
package dev.spillway.dead;

import org.jspecify.annotations.NullMarked;
