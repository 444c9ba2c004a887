package dev.spillway.ops;

/**
 * How a part is.
 *
 * @param level how well
 * @param why what is wrong, or worth knowing, for people, without personal data; empty if nothing is
 */
public record State(Level level, String why) {
    /** Nothing is wrong. */
    public static final State UP = new State(Level.UP, "");

    /** Nothing is wrong, and this is worth knowing. */
    public static State up(String what) {
        return new State(Level.UP, what);
    }

    /** How well a part does. */
    public enum Level {
        /** All is well. */
        UP,
        /** Works, worse than it should. */
        DEGRADED,
        /** Does not work. */
        DOWN
    }

    /** Works, worse than it should. */
    public static State degraded(String why) {
        return new State(Level.DEGRADED, why);
    }

    /** Does not work. */
    public static State down(String why) {
        return new State(Level.DOWN, why);
    }
}
