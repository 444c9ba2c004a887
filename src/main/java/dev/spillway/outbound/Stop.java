package dev.spillway.outbound;

/** Shut from when a login was found dead until somebody has acted. Belongs to one event loop. */
final class Stop implements Gate {
    private String reason = "";
    private Runnable wake = () -> {};

    /** Nothing goes any more. */
    void shut(String why) {
        reason = why.isEmpty() ? "stopped" : why;
    }

    /** Goes on. */
    void open() {
        reason = "";
        wake.run();
    }

    boolean isShut() {
        return !reason.isEmpty();
    }

    /** Why it is shut; empty while it is open. */
    String reason() {
        return reason;
    }

    @Override
    public int free() {
        return isShut() ? 0 : OPEN;
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }
}
