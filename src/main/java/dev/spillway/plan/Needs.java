package dev.spillway.plan;

import java.time.Duration;

/** What a steady stream of events needs. Pure. */
record Needs(double eventsPerSecond, Costs costs) {
    /** How long Redis remembers an event by its own. */
    static final Duration DEDUPE_LIFE = Duration.ofDays(2);

    double gatewayCores() {
        return eventsPerSecond * costs.gatewayCores();
    }

    double redisCores() {
        return eventsPerSecond * costs.redisCores();
    }

    double postgresCores() {
        return eventsPerSecond * costs.postgresCores();
    }

    /** Servers of one core each. */
    int redisMasters() {
        return (int) Math.max(1, Math.ceil(redisCores()));
    }

    /** Of the dedupe keys when it has lasted so long. */
    double dedupeBytes(Duration life) {
        return over(life) * costs.redis().dedupeKeyBytes().value();
    }

    /** Of what waits after something behind Redis has been away for so long: events, or what was run and is to be written down. */
    double waitingBytes(Duration outage) {
        var each = Math.max(
                costs.redis().heldEventBytes().value(),
                costs.redis().ledgerEntryBytes().value());
        return over(outage) * each;
    }

    private double over(Duration time) {
        return eventsPerSecond * time.toMillis() / 1000;
    }
}
