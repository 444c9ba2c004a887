@NullMarked
package dev.spillway.json;

import org.jspecify.annotations.NullMarked;
