package dev.spillway.ladder;

import java.util.Locale;

/** What is measured, lowest first. {@link #FULL} is measured in its own way, see {@link FullRung}. */
enum Rung {
    NULL(House.NULL, Shape.MANY),
    VERIFY(House.VERIFY, Shape.MANY),
    DECODE(House.DECODE, Shape.MANY),
    ACCEPT(House.ACCEPT, Shape.MANY),
    ACCEPT_FSYNC(House.ACCEPT, Shape.MANY),
    NULL_64(House.NULL, Shape.FEW),
    ACCEPT_64(House.ACCEPT, Shape.FEW),
    ACCEPT_BATCH(House.ACCEPT, Shape.BATCH),
    ACCEPT_ONE_LOOP(House.ONE_LOOP, Shape.MANY),
    ACCEPT_NODES(House.NODES, Shape.MANY),
    FULL(House.NULL, Shape.MANY);

    private final House house;
    private final Shape shape;

    /** What is sent to it. */
    enum Shape {
        /** As many connections as the command line says. */
        MANY,
        FEW,
        /** Webhooks of many events. */
        BATCH
    }

    Rung(House house, Shape shape) {
        this.house = house;
        this.shape = shape;
    }

    House house() {
        return house;
    }

    Shape shape() {
        return shape;
    }

    /** Whether Redis writes to its disk before it answers. */
    boolean isDurable() {
        return this == ACCEPT_FSYNC;
    }

    int eventsEach() {
        return shape == Shape.BATCH ? Payloads.BATCH : 1;
    }

    /** As the command line and tables call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
