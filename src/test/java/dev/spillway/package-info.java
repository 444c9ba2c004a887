@NullMarked
package dev.spillway;

import org.jspecify.annotations.NullMarked;
