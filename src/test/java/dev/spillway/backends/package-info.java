/**
 * The bench of backends: two gateways and simulators of vendors, all in processes of their own; lost answers, limits, broken
 * neighbours, tokens that end. It knows the simulators by their addresses alone.
 */
@NullMarked
package dev.spillway.backends;

import org.jspecify.annotations.NullMarked;
