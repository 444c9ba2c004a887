package dev.spillway.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A slice of bytes that nobody changes any more. Slices of one webhook's body share its array, so that no byte is copied
 * between the socket and the store. {@link #toString()} tells the length only: bodies never reach a log.
 */
public final class Payload {
    /** No bytes at all. */
    public static final Payload EMPTY = new Payload(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Payload(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Wraps without copying; the caller gives the array away. */
    public static Payload of(byte[] array) {
        return new Payload(array, 0, array.length);
    }

    /** Wraps a part without copying; the caller gives the array away. */
    public static Payload of(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || offset + length > array.length) {
            throw new IllegalArgumentException("slice " + offset + "+" + length + " of " + array.length + " bytes");
        }
        return new Payload(array, offset, length);
    }

    /** The UTF-8 bytes of a text. */
    public static Payload of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** A read-only view, no copy. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        var copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        return copy;
    }

    /** Writes the bytes where a buffer stands. */
    public void writeTo(ByteBuffer out) {
        out.put(array, offset, length);
    }

    /** SHA-256 of the bytes: 64 lower-case hex digits. */
    public String sha256() {
        return Sha256.hex(array, offset, length, Sha256.BYTES);
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && view().equals(that.view());
    }

    @Override
    public int hashCode() {
        return view().hashCode();
    }

    @Override
    public String toString() {
        return "Payload[" + length + " bytes]";
    }
}
