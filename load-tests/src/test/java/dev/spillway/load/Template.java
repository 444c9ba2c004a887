package dev.spillway.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bytes with slots of fixed width, so that filling is a copy and a few digits: the generator shares its cores with the
 * gateway. Thread-safe.
 */
final class Template {
    private static final Pattern SLOT = Pattern.compile("\\{(contact|id|time)}");

    private final byte[] image;
    private final List<Slot> slots;

    /** What can be filled in: digits of a base. */
    private enum Kind {
        CONTACT(6, 10),
        ID(16, 16),
        TIME(10, 10);

        private final int width;
        private final int base;

        Kind(int width, int base) {
            this.width = width;
            this.base = base;
        }

        private void write(byte[] to, int at, long value) {
            var rest = value;
            for (var n = at + width - 1; n >= at; n--) {
                to[n] = (byte) Character.toUpperCase(Character.forDigit((int) (rest % base), base));
                rest /= base;
            }
        }
    }

    private record Slot(Kind kind, int at) {}

    /**
     * What is filled in.
     *
     * @param contact six digits that tell persons apart
     * @param id of the message it is, or is about
     * @param seconds since 1970
     */
    record Filling(int contact, long id, long seconds) {
        private long of(Kind kind) {
            return switch (kind) {
                case CONTACT -> contact;
                case ID -> id;
                case TIME -> seconds;
            };
        }
    }

    private Template(byte[] image, List<Slot> slots) {
        this.image = image;
        this.slots = List.copyOf(slots);
    }

    static Template of(String text) {
        var plain = new StringBuilder();
        var slots = new ArrayList<Slot>();
        var found = SLOT.matcher(text);
        var from = 0;
        while (found.find()) {
            plain.append(text, from, found.start());
            var kind = Kind.valueOf(found.group(1).toUpperCase(java.util.Locale.ROOT));
            slots.add(new Slot(kind, plain.length()));
            plain.append("0".repeat(kind.width));
            from = found.end();
        }
        return new Template(plain.append(text, from, text.length()).toString().getBytes(US_ASCII), slots);
    }

    /** A file beside this class, its line breaks left out. */
    static Template read(String file) {
        try (var stream = Template.class.getResourceAsStream(file)) {
            if (stream == null) throw new IllegalArgumentException("no such file: " + file);
            return of(new String(stream.readAllBytes(), US_ASCII).replace("\n", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int length() {
        return image.length;
    }

    /** Writes it filled in; answers where it ends. */
    int fill(byte[] to, int at, Filling filling) {
        System.arraycopy(image, 0, to, at, image.length);
        for (var slot : slots) slot.kind.write(to, at + slot.at, filling.of(slot.kind));
        return at + image.length;
    }

    byte[] fill(Filling filling) {
        var filled = new byte[image.length];
        fill(filled, 0, filling);
        return filled;
    }
}
