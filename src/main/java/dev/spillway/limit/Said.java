package dev.spillway.limit;

/**
 * What the other side says of a limit.
 *
 * @param left of it
 * @param size what there is in all; what is kept for people is a part of this
 */
public record Said(double left, double size) {}
