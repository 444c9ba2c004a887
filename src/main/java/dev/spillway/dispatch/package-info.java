/**
 * Takes accepted events at its own pace: in order for one contact, side by side for many, and commits each run by one
 * script. What fails comes again later; what keeps failing becomes a dead letter with its reason.
 */
@NullMarked
package dev.spillway.dispatch;

import org.jspecify.annotations.NullMarked;
