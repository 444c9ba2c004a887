/**
 * Events that go to backends as they come, beside what the flows make of them: which, whereto and in which form stands in {@code
 * routes.yaml}. What a route sends is a delivery like any other: put out by the same commit as the run, in a lane of its
 * destination, under an id that a repeat of the event would have, too.
 */
@NullMarked
package dev.spillway.route;

import org.jspecify.annotations.NullMarked;
