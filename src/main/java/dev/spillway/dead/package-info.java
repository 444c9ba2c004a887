/**
 * Dead letters: what was given up, for people to see, to put back and to drop.
 *
 * <p>Promises that a letter is never lost between its table and its lane, however a job ends; that nothing is put back faster
 * than the settings say; that whoever acts has seen the count first. Never writes a lane: what is put back goes through the
 * inbox, so that only the owner of its shard runs it.
 */
@NullMarked
package dev.spillway.dead;

import org.jspecify.annotations.NullMarked;
