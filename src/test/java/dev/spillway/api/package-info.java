@NullMarked
package dev.spillway.api;

import org.jspecify.annotations.NullMarked;
