package dev.spillway.faults;

import java.util.List;
import java.util.Random;

/** The doors of the gateway's nodes; the ports stay the same when a node starts again. */
record Nodes(List<Door> doors) {
    /** One node's door. */
    record Door(String name, int port) {}

    Nodes {
        doors = List.copyOf(doors);
    }

    Door any(Random random) {
        return doors.get(random.nextInt(doors.size()));
    }

    /** The one behind it, or itself if there is no other. */
    Door after(Door door) {
        return doors.get((doors.indexOf(door) + 1) % doors.size());
    }
}
