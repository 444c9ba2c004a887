@NullMarked
package dev.spillway.limit;

import org.jspecify.annotations.NullMarked;
