@NullMarked
package dev.spillway.gate;

import org.jspecify.annotations.NullMarked;
