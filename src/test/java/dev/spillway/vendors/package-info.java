/**
 * Simulators of backends that differ most, each on a port of its own: their addresses, their shapes, their limits and their
 * habits of erring, as the vendors document them. They share no class with what they judge.
 */
@NullMarked
package dev.spillway.vendors;

import org.jspecify.annotations.NullMarked;
