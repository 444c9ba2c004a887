package dev.spillway.whatsapp;

import java.util.Optional;

/** How many messages Meta lets a number send and get in a second. */
public enum Throughput {
    /** 80; less for numbers that are used by the phone's app, too, which Meta does not tell here. */
    STANDARD(80),
    /** 1,000. */
    HIGH(1_000);

    private final int perSecond;

    Throughput(int perSecond) {
        this.perSecond = perSecond;
    }

    /** What Meta's word means; empty for another word. */
    public static Optional<Throughput> of(String level) {
        for (var known : values()) if (known.name().equals(level)) return Optional.of(known);
        return Optional.empty();
    }

    /**
     * What a number may send.
     *
     * @param configured what people said: they know of less, and an upgrade they do not know of yet
     */
    public int perSecond(int configured) {
        return this == HIGH ? perSecond : Math.min(perSecond, configured);
    }
}
