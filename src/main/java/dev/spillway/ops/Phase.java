package dev.spillway.ops;

/** Where in its life a node is. */
public enum Phase {
    /** Opening what it needs; takes no traffic yet. */
    STARTING,
    /** At work. */
    SERVING,
    /** Still takes what comes, but asks not to be sent more. */
    DRAINING
}
