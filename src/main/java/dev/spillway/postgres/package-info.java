/**
 * The way to PostgreSQL for the rooms that store there: pools, the schema and its migrations. Never waits for the database on
 * an event loop, and knows nothing of what is stored.
 */
@NullMarked
package dev.spillway.postgres;

import org.jspecify.annotations.NullMarked;
