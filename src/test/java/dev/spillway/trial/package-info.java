@NullMarked
package dev.spillway.trial;

import org.jspecify.annotations.NullMarked;
