/**
 * What people allow: told by themselves, by WhatsApp, by backends or over the API, it becomes events of kind {@code CONSENT} that
 * run at the person's home, are remembered there and under every alias, stand in Postgres for good, and go on to backends. Decides
 * nothing: {@code gate} does.
 */
@NullMarked
package dev.spillway.consent;

import org.jspecify.annotations.NullMarked;
