/** Tests of the simulated Cloud API. */
@NullMarked
package dev.spillway.sandbox.meta;

import org.jspecify.annotations.NullMarked;
