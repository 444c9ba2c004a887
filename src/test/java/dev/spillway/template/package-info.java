@NullMarked
package dev.spillway.template;

import org.jspecify.annotations.NullMarked;
