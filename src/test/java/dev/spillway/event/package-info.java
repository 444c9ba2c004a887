@NullMarked
package dev.spillway.event;

import org.jspecify.annotations.NullMarked;
