@NullMarked
package dev.spillway.redis;

import org.jspecify.annotations.NullMarked;
