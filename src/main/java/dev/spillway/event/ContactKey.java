package dev.spillway.event;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Whose event it is. One contact key lives in one shard, and its events run in order.
 *
 * <p>Stored as {@code u:} BSUID, {@code p:} canonical phone, {@code n:} business number, {@code a:} account, {@code s:}
 * source or {@code r:} a backend's record. {@link #toString()} hides it: it may hold a phone number.
 */
public record ContactKey(String value) {
    private static final int LENGTH_MAX = 200;
    private static final char DELETE = 0x7F;

    /** Providers' ids are foreign text: control characters, which would break stored forms, are replaced, length is capped. */
    public ContactKey {
        if (value.length() > LENGTH_MAX) value = value.substring(0, LENGTH_MAX);
        if (hasControls(value)) value = value.replaceAll("\\p{Cntrl}", "_");
    }

    private static boolean hasControls(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == DELETE) return true;
        }
        return false;
    }

    /** A person by business-scoped user id, e.g. {@code MX.4829…}. */
    public static ContactKey ofUser(String userId) {
        return new ContactKey("u:" + userId);
    }

    /** A person by phone, in whatever form it was received. */
    public static ContactKey ofPhone(String digits) {
        return new ContactKey("p:" + Phone.canonical(digits));
    }

    /** No person: the business number's own events. */
    public static ContactKey ofChannel(String channel) {
        return new ContactKey("n:" + channel);
    }

    /** No person, no number: the account's events. */
    public static ContactKey ofAccount(String account) {
        return new ContactKey("a:" + account);
    }

    /** No person: what a backend knows by an id of its own, e.g. an order. */
    public static ContactKey ofRecord(String backend, String id) {
        return new ContactKey("r:" + backend + ":" + id);
    }

    /** Nothing known but where it came from. */
    public static ContactKey ofSource(String source) {
        return new ContactKey("s:" + source);
    }

    /** Whether this key names a person. */
    public boolean isPerson() {
        return isUser() || value.startsWith("p:");
    }

    /** Whether this key is a person's user id. */
    public boolean isUser() {
        return value.startsWith("u:");
    }

    /**
     * The shard this contact lives in. CRC-32C: on every JDK, intrinsic, and spread well enough for at most some thousand
     * shards. Never change it: stored events would be looked for elsewhere.
     */
    public int shard(int shards) {
        var crc = new CRC32C();
        crc.update(value.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % shards);
    }

    @Override
    public String toString() {
        return "ContactKey[" + value.charAt(0) + ":***]";
    }
}
