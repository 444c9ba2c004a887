package dev.spillway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One event as a provider would tell it, once or again.
 *
 * @param event the id that the gateway must know it by
 * @param contact whose it is
 * @param number its place among the events of that contact, from 1: the next one is told only after this one's 200
 * @param about the id of the message it is, or is about
 * @param element its JSON
 */
record Fact(String event, Kind kind, int contact, int number, String about, String element) {
    /** What the business' own number is called in the ids of its events. */
    static final String NUMBER = "118264500913347";

    private static final int ID_BYTES = 16;

    /** What a fact is, and so what must come of it. */
    enum Kind {
        /** Asks for an order: one reply, one note. */
        QUESTION(true, true),
        /** The first thing a contact says that nobody understands: one reply. */
        FIRST_WORDS(true, false),
        /** More of that: nothing. */
        MORE_WORDS(false, false),
        /** What became of a message: nothing but the ledger. */
        STATUS(false, false);

        private final boolean replied;
        private final boolean noted;

        Kind(boolean replied, boolean noted) {
            this.replied = replied;
            this.noted = noted;
        }

        boolean replied() {
            return replied;
        }

        boolean noted() {
            return noted;
        }
    }

    /** By the documented rule: 128 bits of SHA-256 over source, zero byte, dedupe key. */
    static String eventId(String source, String dedupeKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest((source + "\0" + dedupeKey).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static Fact message(Kind kind, int contact, int number, String wamid, String element) {
        return new Fact(eventId("meta", NUMBER + ":" + wamid), kind, contact, number, wamid, element);
    }

    static Fact status(int contact, int number, String wamid, String word, String element) {
        var event = eventId("meta", NUMBER + ":" + wamid + ":" + word);
        return new Fact(event, Kind.STATUS, contact, number, wamid, element);
    }

    /** The same without its JSON, for those who keep very many. */
    Fact withoutElement() {
        return new Fact(event, kind, contact, number, about, "");
    }

    boolean isStatus() {
        return kind == Kind.STATUS;
    }
}
