/**
 * The management port: is it alive, may it get traffic, what does it count, what happened to a message.
 *
 * <p>Handlers read what others have measured; none of them makes a store or a backend work but {@code /trace} and
 * {@code /dead}, which ask Postgres. Has no passwords of its own: bind it to an address that only operators reach.
 */
@NullMarked
package dev.spillway.ops;

import org.jspecify.annotations.NullMarked;
