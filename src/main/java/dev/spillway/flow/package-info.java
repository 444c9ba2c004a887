/**
 * What an event means for the business: triggers, steps, sessions, texts.
 *
 * <p>A flow reads an event and the contact's session and says what should happen: deliveries, a new session, ledger
 * rows. It writes nothing itself; room {@code dispatch} commits the whole run at once.
 */
@NullMarked
package dev.spillway.flow;

import org.jspecify.annotations.NullMarked;
