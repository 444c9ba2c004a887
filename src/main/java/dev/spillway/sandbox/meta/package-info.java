/**
 * The simulated Cloud API of Meta: its endpoints, its limits, its webhooks. It has its own idea of every limit and shares no
 * class with the rooms that it judges. All of it runs on the event loop of the simulators' server.
 */
@NullMarked
package dev.spillway.sandbox.meta;

import org.jspecify.annotations.NullMarked;
