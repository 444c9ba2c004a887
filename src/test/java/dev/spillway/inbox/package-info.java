@NullMarked
package dev.spillway.inbox;

import org.jspecify.annotations.NullMarked;
