/** The bench of limits: real gateways against a simulated Meta, and a judge who counts every sliding second of what arrives. */
@NullMarked
package dev.spillway.limits;

import org.jspecify.annotations.NullMarked;
