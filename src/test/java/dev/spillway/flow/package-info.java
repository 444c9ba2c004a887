/** Tests of the flows that come with the gateway, and of the engine that runs them. */
@NullMarked
package dev.spillway.flow;

import org.jspecify.annotations.NullMarked;
