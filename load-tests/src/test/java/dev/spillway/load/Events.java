package dev.spillway.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.spillway.load.Template.Filling;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The events of one run, by their numbers: the same number is always the same bytes and the same id. Thread-safe. */
final class Events {
    private final Mix mix;
    private final byte[] source;
    private final long run;
    private final long startedAt = System.currentTimeMillis() / 1000;
    private final double perSecond;

    /**
     * @param source as the gateway calls it
     * @param run tells the ids of runs apart
     * @param perSecond how fast the time goes on that events tell
     */
    Events(Mix mix, String source, int run, double perSecond) {
        this.mix = mix;
        this.source = (source + "\0").getBytes(US_ASCII);
        this.run = Integer.toUnsignedLong(run) << 32;
        this.perSecond = perSecond;
    }

    Template template(int number) {
        return mix.kind(number).change();
    }

    int write(byte[] to, int at, int number) {
        return template(number).fill(to, at, filling(number));
    }

    boolean is(Kind kind, int number) {
        return mix.kind(number) == kind;
    }

    /** The first half of the id that the gateway gives it. By half an id no two of some millions are mixed up. */
    long id(int number) {
        var digest = sha256();
        digest.update(source);
        digest.update(mix.kind(number).key().fill(filling(number)));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private Filling filling(int number) {
        return new Filling(mix.contact(number), run | mix.subject(number), startedAt + (long) (number / perSecond));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
