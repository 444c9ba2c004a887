package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A stream that is counted and hashed as it passes, and fails when it grows too long. */
final class Digested implements ReadStream<Buffer> {
    private final ReadStream<Buffer> content;
    private final long bytesMax;
    private final MessageDigest digest = sha256();
    private @Nullable Handler<Throwable> failed;
    private long bytes;
    private boolean tooLong;
    private byte[] hash = {};

    Digested(ReadStream<Buffer> content, long bytesMax) {
        this.content = content;
        this.bytesMax = bytesMax;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    long bytes() {
        return bytes;
    }

    /** After the end: lower-case hex. */
    String hex() {
        return HexFormat.of().formatHex(hash);
    }

    /** After the end: whether this is its hash, in hex or base64, as providers write it both. */
    boolean is(String expected) {
        return expected.equalsIgnoreCase(hex())
                || expected.equals(Base64.getEncoder().encodeToString(hash));
    }

    @Override
    public Digested handler(@Nullable Handler<Buffer> handler) {
        content.handler(handler == null ? null : part -> take(part, handler));
        return this;
    }

    private void take(Buffer part, Handler<Buffer> handler) {
        if (tooLong) return;
        bytes += part.length();
        tooLong = bytes > bytesMax;
        if (tooLong && failed != null) {
            failed.handle(new MediaFailure(Outcome.Kind.INVALID, "the file has more than " + bytesMax + " bytes"));
        } else if (!tooLong) {
            digest.update(part.getBytes());
            handler.handle(part);
        }
    }

    @Override
    public Digested endHandler(@Nullable Handler<Void> handler) {
        content.endHandler(
                handler == null
                        ? null
                        : end -> {
                            hash = digest.digest();
                            if (!tooLong) handler.handle(null);
                        });
        return this;
    }

    @Override
    public Digested exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        content.exceptionHandler(handler);
        return this;
    }

    @Override
    public Digested pause() {
        content.pause();
        return this;
    }

    @Override
    public Digested resume() {
        content.resume();
        return this;
    }

    @Override
    public Digested fetch(long amount) {
        content.fetch(amount);
        return this;
    }
}
