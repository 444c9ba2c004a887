package dev.spillway.connector;

/**
 * That a backend tells nobody how many calls side by side it bears: it is found out, within these bounds, on each node.
 *
 * @param min 1..max
 * @param max up to 10000
 */
public record Adaptive(int min, int max) {}
