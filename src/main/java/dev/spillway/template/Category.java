package dev.spillway.template;

import java.time.Duration;

/** What a template is for, which decides what it costs and how long it may be kept for a phone that is switched off. */
public enum Category {
    /** Offers. Needs consent, and a way out. */
    MARKETING(Duration.ofHours(12), Duration.ofDays(30)),
    /** About something the person did: orders, payments, appointments. */
    UTILITY(Duration.ofSeconds(30), Duration.ofHours(12)),
    /** Codes to log in with. */
    AUTHENTICATION(Duration.ofSeconds(30), Duration.ofMinutes(15));

    private final Duration ttlMin;
    private final Duration ttlMax;

    Category(Duration ttlMin, Duration ttlMax) {
        this.ttlMin = ttlMin;
        this.ttlMax = ttlMax;
    }

    /** Whether Meta keeps messages of this category for so long. */
    boolean allows(Duration ttl) {
        return ttl.compareTo(ttlMin) >= 0 && ttl.compareTo(ttlMax) <= 0;
    }

    String ttls() {
        return ttlMin + ".." + ttlMax;
    }
}
