/** What an event loop of ours owes to those it waits for. Knows Vert.x and no other room. */
@NullMarked
package dev.spillway.loop;

import org.jspecify.annotations.NullMarked;
