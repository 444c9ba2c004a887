/**
 * What to ask a backend and what its answer means. Pure: no clients, no clock, no Vert.x, no I/O.
 *
 * <p>A {@link dev.spillway.connector.Connector} turns a canonical operation into HTTP calls it <em>wants</em> and an
 * {@link dev.spillway.connector.Outcome}; room {@code outbound} makes the calls.
 * Backends are YAML ({@link dev.spillway.connector.ConnectorLoader}): the file is bound to records, compiled once into plans
 * of steps, and walked reply by reply.
 */
@NullMarked
package dev.spillway.connector;

import org.jspecify.annotations.NullMarked;
