package dev.spillway.limits;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A message that came to be sent.
 *
 * @param id of its delivery; empty if it told none
 * @param person by the simulator's name for them
 * @param code of the error it was turned away with; 0: it was accepted
 */
record Arrival(long atUs, String id, String person, String type, int code) {
    /** Before a delivery's id stand a version and a shard. */
    private static final int PARTS = 3;

    static Arrival of(JsonNode line) {
        var key = line.path(1).asText().split("\\.", PARTS);
        return new Arrival(
                line.path(0).asLong(),
                key.length < PARTS ? "" : key[PARTS - 1],
                line.path(3).asText(),
                line.path(4).asText(),
                line.path(5).asInt());
    }

    boolean accepted() {
        return code == 0;
    }
}
