package dev.spillway.dispatch;

import java.time.Instant;

/**
 * A shard that is ours: the token we write under, and until when nobody else can have it, by the monotonic clock. Changes on
 * the owner's event loop only.
 */
final class Lease {
    private final String token;
    private final Instant since;
    private long sureUntil;
    private long doubtedAt;
    private boolean everDoubted;
    private boolean interrupted;
    private boolean closing;

    /** Sure until this {@link System#nanoTime()}. */
    Lease(String token, Instant since, long sureUntil) {
        this.token = token;
        this.since = since;
        this.sureUntil = sureUntil;
    }

    String token() {
        return token;
    }

    Instant since() {
        return since;
    }

    boolean sure(long now) {
        return sureUntil - now > 0;
    }

    /** A renewal that was sent at this time succeeded; one that was sent before a doubt proves nothing. */
    void renewed(long sent, long sureUntil) {
        if (everDoubted && sent - doubtedAt < 0) return;
        if (sureUntil - this.sureUntil > 0) this.sureUntil = sureUntil;
    }

    /** From now on unsure, until a renewal that is sent later succeeds. */
    void doubted(long now) {
        everDoubted = true;
        doubtedAt = now;
        sureUntil = now;
    }

    /** The link broke: what was on the way may be lost. */
    void interrupted() {
        interrupted = true;
    }

    /** Whether the link broke since this was asked last. */
    boolean wasInterrupted() {
        var was = interrupted;
        interrupted = false;
        return was;
    }

    /** It will be given away. */
    void close() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }
}
