/**
 * Tests of the whole: a gateway on a real Redis and a real PostgreSQL, simulators over real HTTP, and a client that signs by
 * itself. They know the gateway only from outside: its two ports and its environment.
 */
@NullMarked
package dev.spillway.acceptance;

import org.jspecify.annotations.NullMarked;
