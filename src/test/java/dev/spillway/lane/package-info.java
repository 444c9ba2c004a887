@NullMarked
package dev.spillway.lane;

import org.jspecify.annotations.NullMarked;
