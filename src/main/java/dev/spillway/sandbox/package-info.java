/**
 * Everything that a machine with only a JDK needs to see Spillway work: a real Redis, a real PostgreSQL, simulators that
 * speak the documented shapes over real HTTP, and one conversation played through them. Shares no class with the rooms it
 * judges, and is not part of the production image.
 */
@NullMarked
package dev.spillway.sandbox;

import org.jspecify.annotations.NullMarked;
