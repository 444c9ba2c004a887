package dev.spillway.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * Something to be remembered of a person: stored under the person's key, newest wins.
 *
 * @param store where; decides how long it is remembered
 * @param field what it is about
 * @param stamp what is so, and since when
 */
public record Fact(Store store, String field, Stamp stamp) {
    /** Where facts are kept. */
    public enum Store {
        /** What opens windows, and rests: forgotten when none can be any more. */
        WINDOW("window:", Duration.ofHours(73)),
        /** What people allow: kept for good. */
        CONSENT("consent:", Duration.ZERO);

        private final String key;
        private final Duration ttl;

        Store(String key, Duration ttl) {
            this.key = key;
            this.ttl = ttl;
        }

        /** What the store's keys begin with; the contact's key follows. */
        public String key() {
            return key;
        }

        /** How long what is in it is kept; zero for ever. */
        public Duration ttl() {
            return ttl;
        }
    }

    static final String STOP = "stop";
    static final String GO = "go";
    static final String YES = "yes";
    static final String NO = "no";
    private static final String IN = "in";
    private static final String REST = "rest";
    private static final String PROVIDER = "whatsapp";
    /** Of all business numbers: the provider counts what a person gets from anybody. */
    static final String REST_FIELD = "m:";

    /**
     * A person wrote or called.
     *
     * @param channel the business number
     * @param at by the provider's clock, not in the future
     */
    public static Fact inbound(String channel, Instant at, Instant acceptedAt) {
        return new Fact(Store.WINDOW, inboundField(channel), new Stamp(at, acceptedAt, IN, ""));
    }

    /** A person came by an advertisement: what is sent to them costs nothing for a while. */
    public static Fact entry(String channel, Instant at, Instant acceptedAt) {
        return new Fact(Store.WINDOW, entryField(channel), new Stamp(at, acceptedAt, IN, ""));
    }

    /**
     * The provider says that the person has had enough advertising, from whomever.
     *
     * @param until they are left alone: the latest counts
     */
    public static Fact rest(Instant until, Instant acceptedAt) {
        return new Fact(Store.WINDOW, REST_FIELD, new Stamp(until, acceptedAt, REST, PROVIDER));
    }

    /** Opted out of a class, or back in. */
    public static Fact suppression(String tenant, SendClass category, boolean stops, Stamp told) {
        var stamp = new Stamp(told.at(), told.since(), stops ? STOP : GO, told.source());
        return new Fact(Store.CONSENT, suppressionField(tenant, category), stamp);
    }

    /** Agreed to a class, or took it back. */
    public static Fact consent(String tenant, SendClass category, boolean agrees, Stamp told) {
        var stamp = new Stamp(told.at(), told.since(), agrees ? YES : NO, told.source());
        return new Fact(Store.CONSENT, consentField(tenant, category), stamp);
    }

    /** Whether it is about what the person allows. */
    public boolean isWhatTheyAllow() {
        return store == Store.CONSENT;
    }

    static String inboundField(String channel) {
        return "i:" + channel;
    }

    static String entryField(String channel) {
        return "f:" + channel;
    }

    static String suppressionField(String tenant, SendClass category) {
        return "s:" + tenant + ":" + category.word();
    }

    static String consentField(String tenant, SendClass category) {
        return "c:" + tenant + ":" + category.word();
    }
}
