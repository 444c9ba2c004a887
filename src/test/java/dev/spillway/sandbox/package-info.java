/** Tests of the sandbox: its stores, its simulators, its conversation. */
@NullMarked
package dev.spillway.sandbox;

import org.jspecify.annotations.NullMarked;
