/** Tests of what the simulators stand on. */
@NullMarked
package dev.spillway.sandbox.stage;

import org.jspecify.annotations.NullMarked;
