package dev.spillway.connector;

import java.time.Instant;
import java.util.List;

/** What the webhooks of one backend prove and say. Pure; usable from any thread. */
public final class Webhook {
    private final Seal seal;
    private final WebhookReader reader;
    private final boolean refusesMisfits;

    Webhook(Seal seal, WebhookReader reader, boolean refusesMisfits) {
        this.seal = seal;
        this.reader = reader;
        this.refusesMisfits = refusesMisfits;
    }

    /** Whether it comes from the backend. */
    public Proof prove(Arrival arrival, Instant now) {
        return seal.check(arrival, now);
    }

    /**
     * What it says, in its order; nothing if all of it is passed by. To be asked of what is proved only. Throws nothing but
     * {@link dev.spillway.json.Turn.OverTime} within a turn.
     */
    public List<Report> read(Arrival arrival) {
        return reader.read(arrival);
    }

    /** Whether one that cannot be read is refused as a whole, and not kept. */
    public boolean refusesMisfits() {
        return refusesMisfits;
    }

    @Override
    public String toString() {
        return "Webhook[" + seal + "]";
    }
}
