/**
 * The words all rooms share. Imports the JDK only: no I/O, no JSON, no Vert.x.
 *
 * <p>An {@link dev.spillway.event.Event} is one fact out of a webhook; its {@link dev.spillway.event.DedupeKey} says
 * what makes two of them the same, its {@link dev.spillway.event.ContactKey} picks the shard it lives in.
 */
@NullMarked
package dev.spillway.event;

import org.jspecify.annotations.NullMarked;
