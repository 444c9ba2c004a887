@NullMarked
package dev.spillway.postgres;

import org.jspecify.annotations.NullMarked;
