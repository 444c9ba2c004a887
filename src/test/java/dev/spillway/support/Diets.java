package dev.spillway.support;

import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerMetrics;
import dev.spillway.ledger.LedgerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A ledger that has room for everything. */
public final class Diets {
    private Diets() {}

    /** Leaves nothing out. */
    public static LedgerDiet none() {
        return new LedgerDiet(new LedgerMetrics(new SimpleMeterRegistry(), LedgerSettings.DEFAULT));
    }
}
