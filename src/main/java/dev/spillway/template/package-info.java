/**
 * Message templates: the library that people write, what of it is at the provider, and which of them may be sent just now.
 *
 * <p>Files are checked at load; the provider's list is read at the start and hourly by one node for all; webhooks about templates count
 * at once on all nodes. Never decides whether a message is sent: it tells the sender what is known.
 */
@NullMarked
package dev.spillway.template;

import org.jspecify.annotations.NullMarked;
