package dev.spillway.inbox;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventId;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The stored form of an event: one binary field.
 *
 * <pre>
 * byte version (1) · byte kind · 16 bytes id · long occurredAt ms (MIN_VALUE = none)
 * 7 texts: source type dedupeKey contactKey account channel field, each: unsigned short length + UTF-8
 * 2 blobs: payload person, each: int length + bytes
 * byte flags: 1 moved; left out while it is 0
 * </pre>
 *
 * A newer version may append parts; a reader takes what it knows. The shard is not stored: the stream tells it.
 */
public final class EventCodec {
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 2 + 16 + 8;
    private static final int TEXT_BYTES_MAX = 0xFFFF;
    private static final byte MOVED = 1;

    private EventCodec() {}

    /** Encodes an event. */
    public static byte[] encode(Event event) {
        var texts = texts(event);
        var out = ByteBuffer.allocate(length(event, texts));
        var id = event.id().value();
        out.put(VERSION).put((byte) event.kind().code());
        out.putLong(HexFormat.fromHexDigitsToLong(id, 0, 16)).putLong(HexFormat.fromHexDigitsToLong(id, 16, 32));
        out.putLong(
                event.occurredAt() == null ? Long.MIN_VALUE : event.occurredAt().toEpochMilli());
        for (var text : texts) out.putShort((short) textLength(text)).put(text, 0, textLength(text));
        blob(out, event.payload());
        blob(out, event.person());
        if (event.moved()) out.put(MOVED);
        return out.array();
    }

    private static byte[][] texts(Event event) {
        var origin = event.origin();
        return new byte[][] {
            utf8(event.source()),
            utf8(event.type()),
            utf8(event.dedupeKey().value()),
            utf8(event.contactKey().value()),
            utf8(origin.account()),
            utf8(origin.channel()),
            utf8(origin.field())
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int length(Event event, byte[][] texts) {
        var length = FIXED_BYTES + 2 * Integer.BYTES + (event.moved() ? 1 : 0);
        for (var text : texts) length += Short.BYTES + textLength(text);
        return length + event.payload().length() + event.person().length();
    }

    private static int textLength(byte[] text) {
        return Math.min(text.length, TEXT_BYTES_MAX);
    }

    private static void blob(ByteBuffer out, Payload blob) {
        blob.writeTo(out.putInt(blob.length()));
    }

    /**
     * Decodes a stored event.
     *
     * @throws IllegalArgumentException if the bytes are no stored event
     */
    public static Event decode(int shard, byte[] stored) {
        try {
            return decode(shard, ByteBuffer.wrap(stored));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a stored event of " + stored.length + " bytes is cut off", e);
        }
    }

    private static Event decode(int shard, ByteBuffer in) {
        var version = in.get();
        if (version < VERSION) throw new IllegalArgumentException("a stored event of unknown version " + version);
        var kind = EventKind.ofCode(in.get());
        var id = new byte[16];
        in.get(id);
        var occurredAtMs = in.getLong();
        var source = text(in);
        var type = text(in);
        var dedupeKey = new DedupeKey(text(in));
        var contactKey = new ContactKey(text(in));
        var origin = new Origin(text(in), text(in), text(in));
        return new Event(
                new EventId(HexFormat.of().formatHex(id)),
                source,
                kind,
                type,
                dedupeKey,
                contactKey,
                shard,
                origin,
                occurredAtMs == Long.MIN_VALUE ? null : Instant.ofEpochMilli(occurredAtMs),
                blob(in),
                blob(in),
                (flags(in) & MOVED) != 0);
    }

    private static byte flags(ByteBuffer in) {
        return in.hasRemaining() ? in.get() : 0;
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Payload blob(ByteBuffer in) {
        var length = in.getInt();
        if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
        var bytes = new byte[length];
        in.get(bytes);
        return Payload.of(bytes);
    }
}
