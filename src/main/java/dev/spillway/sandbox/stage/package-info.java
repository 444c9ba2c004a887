/**
 * What every simulator of the sandbox stands on: calls and answers, the faults that can be set, the logs of what came. Knows
 * no simulator. All of it runs on the event loop of the simulators' server.
 */
@NullMarked
package dev.spillway.sandbox.stage;

import org.jspecify.annotations.NullMarked;
