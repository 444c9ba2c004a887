package dev.spillway.faults;

/**
 * What the gateway holds at a moment, in Redis.
 *
 * @param events accepted and not done with
 * @param deliveries not done with
 * @param attempts started and not ended
 * @param ledger entries not yet in Postgres
 */
public record Held(long events, long deliveries, long attempts, long ledger) {
    static final Held NOTHING = new Held(0, 0, 0, 0);

    Held plus(Held other) {
        return new Held(
                events + other.events, deliveries + other.deliveries, attempts + other.attempts, ledger + other.ledger);
    }

    /** Of either the higher number of attempts; all else from this one. */
    Held orMore(Held other) {
        return new Held(events, deliveries, Math.max(attempts, other.attempts), ledger);
    }

    /** The higher number of each. */
    Held most(Held other) {
        return new Held(
                Math.max(events, other.events),
                Math.max(deliveries, other.deliveries),
                Math.max(attempts, other.attempts),
                Math.max(ledger, other.ledger));
    }

    /** For a table. */
    String inFlight() {
        return events + " events, " + deliveries + " deliveries, " + attempts + " attempts";
    }

    boolean isNothing() {
        return events + deliveries + ledger == 0;
    }

    @Override
    public String toString() {
        return events + " events, " + deliveries + " deliveries, " + attempts + " attempts out";
    }
}
