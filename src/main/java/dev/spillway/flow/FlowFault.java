package dev.spillway.flow;

/** An expression that yields nothing usable. The message tells which, never the data. */
final class FlowFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FlowFault(String message) {
        super(message, null, false, false);
    }

    /** Nobody is meant. */
    static FlowFault nobody(Wanted wanted) {
        return new FlowFault("no backend for " + wanted);
    }

    /** An expression failed. */
    static FlowFault at(String place, String what) {
        return new FlowFault(place + ": " + what);
    }
}
