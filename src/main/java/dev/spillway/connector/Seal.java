package dev.spillway.connector;

import java.time.Instant;

/** Tells the webhooks of a backend from others. Compares in constant time; tries every secret before it refuses. Never printed. */
interface Seal {
    Proof check(Arrival arrival, Instant now);
}
