package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a webhook says of one thing that happened. Never printed whole: it is about people. */
public sealed interface Report {
    /** Its JSON. */
    Payload data();

    /**
     * Something that happened at the backend.
     *
     * @param type the backend's word for it
     * @param id what makes a repeat a repeat
     * @param about whom or what
     * @param at the backend's own time; null if it gave none
     */
    record Fact(
            String type, String id, About about, @Nullable Instant at, Payload data) implements Report {
        @Override
        public String toString() {
            return "Fact[" + type + "]";
        }
    }

    /**
     * Whom or what it is about; what is not known is empty.
     *
     * @param phone digits, as the backend has it
     * @param userId business-scoped
     * @param record an id of the backend's own
     * @param channel the business number that answers
     */
    record About(String phone, String userId, String name, String record, String channel) {
        @Override
        public String toString() {
            return "About[***]";
        }
    }

    /**
     * What cannot be read.
     *
     * @param json whether it is JSON at all
     * @param reason names the key of the file that does not fit; holds nothing of the body
     */
    record Misfit(boolean json, String reason, Payload data) implements Report {}
}
