package dev.spillway.ladder;

/** Servers that rungs share: they stay up for the whole run, so that their code is compiled once. */
enum House {
    NULL("NULL"),
    VERIFY("VERIFY"),
    DECODE("DECODE"),
    ACCEPT("ACCEPT"),
    /** With one event loop, whatever the others have. */
    ONE_LOOP("ACCEPT"),
    /** Several processes. */
    NODES("ACCEPT");

    private final String room;

    House(String room) {
        this.room = room;
    }

    /** The last room it has, as {@code LadderServer} calls it. */
    String room() {
        return room;
    }

    boolean hasRedis() {
        return room.equals("ACCEPT");
    }
}
