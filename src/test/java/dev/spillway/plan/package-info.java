@NullMarked
package dev.spillway.plan;

import org.jspecify.annotations.NullMarked;
