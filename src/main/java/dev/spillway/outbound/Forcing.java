package dev.spillway.outbound;

import java.util.function.Consumer;

/** Where a breaker is told what a person wants. Belongs to one event loop. */
final class Forcing {
    private Forced forced = Forced.AUTO;
    private Consumer<Forced> told = forced -> {};

    /** From now on. */
    void set(Forced wanted) {
        if (wanted == forced) return;
        forced = wanted;
        told.accept(wanted);
    }

    /** What is wanted now. */
    Forced now() {
        return forced;
    }

    /** Calls back after each change. One listener. */
    void onChange(Consumer<Forced> told) {
        this.told = told;
    }
}
