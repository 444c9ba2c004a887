package dev.spillway.faults;

/** A lane that a backlog of another one must not slow down, and where what left it arrives. */
enum Lane {
    /** Notes. */
    CRM("crm"),
    /** Replies. */
    MAIN("meta");

    private final String simulator;

    Lane(String simulator) {
        this.simulator = simulator;
    }

    String simulator() {
        return simulator;
    }
}
