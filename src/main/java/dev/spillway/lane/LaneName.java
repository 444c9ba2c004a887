package dev.spillway.lane;

/**
 * One lane inside a shard.
 *
 * @param destination a backend's or sender's name
 * @param priority which of its queues
 */
public record LaneName(String destination, Priority priority) {
    /** The stored form. */
    public String text() {
        return destination + ":" + priority.name();
    }

    /** Reads the stored form. */
    public static LaneName parse(String text) {
        var colon = text.lastIndexOf(':');
        return new LaneName(text.substring(0, colon), Priority.valueOf(text.substring(colon + 1)));
    }
}
