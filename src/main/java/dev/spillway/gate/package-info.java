/**
 * Whether a message may go out, and what it costs: the window, consent, quiet hours, templates, budgets, as data and pure rules.
 * Knows the words of opt-outs, too. Does no input or output.
 */
@NullMarked
package dev.spillway.gate;

import org.jspecify.annotations.NullMarked;
