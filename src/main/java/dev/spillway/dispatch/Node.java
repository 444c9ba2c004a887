package dev.spillway.dispatch;

import java.time.Instant;
import java.util.UUID;

/**
 * One run of one gateway process.
 *
 * @param id 1..64 of A-Z a-z 0-9 -; differs for every start of every node, and ends the tokens it writes under
 * @param name for people, e.g. the host's name; 1..64 characters
 * @param startedAt when it started, by its own clock
 */
public record Node(String id, String name, Instant startedAt) {
    public Node {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a node's id must be 1..64 of A-Z a-z 0-9 -, was " + id);
        }
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException("a node's name must have 1..64 characters, was " + name);
        }
    }

    /** A node that starts now. */
    public static Node starting(String name, Instant now) {
        return new Node(UUID.randomUUID().toString(), name, now);
    }
}
