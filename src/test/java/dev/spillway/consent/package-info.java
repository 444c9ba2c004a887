@NullMarked
package dev.spillway.consent;

import org.jspecify.annotations.NullMarked;
