/**
 * The files people write, read strictly into records: an unknown, missing or repeated key, a wrong type and a value that a
 * record refuses are problems, and all problems of a file are told at once, each with its line, its key and a cure.
 *
 * <p>SnakeYAML parses, Jackson reads single values; between them stands a binder of ours, since Jackson's ends at the first
 * problem and has forgotten the lines by then. The records are the specification: what a file may hold is what they declare.
 * Aliases and merge keys are refused; no tag ever builds an object. Never reads a file, never guesses.
 */
@NullMarked
package dev.spillway.yaml;

import org.jspecify.annotations.NullMarked;
