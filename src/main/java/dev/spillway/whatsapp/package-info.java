/**
 * The sender: what a WhatsApp message looks like to Meta's Cloud API, and what its answers and statuses mean.
 *
 * <p>Pure: builds requests and reads answers, makes no call itself. Every limit is checked before a request leaves, so that
 * a refusal names the field and the limit. Never puts a recipient, a text or a token into a reason.
 */
@NullMarked
package dev.spillway.whatsapp;

import org.jspecify.annotations.NullMarked;
