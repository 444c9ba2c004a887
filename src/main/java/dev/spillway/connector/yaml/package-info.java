/**
 * Strict YAML into records: an unknown key, a missing key, a wrong type or a key written twice is a problem, and all
 * problems of a file are told at once, each with its line, its key and a cure.
 *
 * <p>The records are the specification: what a file may hold is what they declare. Never reads a file, never guesses.
 */
@NullMarked
package dev.spillway.connector.yaml;

import org.jspecify.annotations.NullMarked;
