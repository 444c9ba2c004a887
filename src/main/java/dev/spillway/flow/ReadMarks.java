package dev.spillway.flow;

/** Shows people that what they wrote was seen. */
@FunctionalInterface
public interface ReadMarks {
    /** Shows nothing. */
    ReadMarks NONE = (sender, messageId, eventId) -> {};

    /**
     * Marks a message, and perhaps shows that somebody is writing. Returns at once; whether it worked is nobody's concern.
     *
     * @param sender the destination that answers
     */
    void seen(String sender, String messageId, String eventId);
}
