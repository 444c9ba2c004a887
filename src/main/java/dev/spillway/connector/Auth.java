package dev.spillway.connector;

/**
 * How calls prove who we are, as written; texts are templates over parameters only. Kinds that mint tokens will be further
 * records here.
 */
sealed interface Auth {
    /** Nobody asks. */
    record None() implements Auth {}

    /** {@code Authorization: Bearer …}. */
    record Bearer(String token) implements Auth {}

    /** {@code Authorization: Basic …}. */
    record Basic(String user, String password) implements Auth {}

    /** Any other header that holds a key. */
    record Header(String name, String value) implements Auth {}
}
