@NullMarked
package dev.spillway.outbound;

import org.jspecify.annotations.NullMarked;
