@NullMarked
package dev.spillway.dispatch;

import org.jspecify.annotations.NullMarked;
