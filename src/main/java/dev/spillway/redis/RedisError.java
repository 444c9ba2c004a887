package dev.spillway.redis;

import org.jspecify.annotations.Nullable;

/** Errors that Redis, or a script of ours, answers with; known by their first word. */
public enum RedisError {
    /** A script of ours: another owner holds the shard. */
    FENCED,
    /** The script's text is not known here (any more). */
    NOSCRIPT,
    /** Redis' memory is full; nothing that adds is taken. */
    OOM,
    /** Redis cannot write its files, e.g. because the disk is full; nothing that writes is taken. */
    MISCONF,
    /** A script has been running for too long and holds up everything. */
    BUSY,
    /** It is a replica, and nothing may be written here. */
    READONLY,
    /** It became a replica while a blocking read waited. */
    UNBLOCKED,
    /** Fewer replicas are in step than {@code min-replicas-to-write} wants. */
    NOREPLICAS,
    /** It reads its files after a start. */
    LOADING,
    /** It is a replica without its master. */
    MASTERDOWN,
    /** A cluster in which nobody serves the slot, or all. */
    CLUSTERDOWN,
    /** The slot is on its way to another server, and not all keys of the command are at one of them. */
    TRYAGAIN,
    /** The slot is served by another server. */
    MOVED,
    /** The slot is on its way to another server, and the keys are there already. */
    ASK,
    /** A password is wanted. */
    NOAUTH,
    /** User or password are wrong. */
    WRONGPASS,
    /** This user may not do that. */
    NOPERM;

    /** Whether this was the answer, to the command itself or to a command inside a script. */
    public boolean is(@Nullable Throwable cause) {
        var text = text(cause);
        return begins(text) || (text.contains("@user_script: ") && text.contains(": -" + name() + " "));
    }

    /** Whether the whole command was answered so: then nothing of it was executed. */
    boolean refused(@Nullable Throwable cause) {
        return begins(text(cause));
    }

    private boolean begins(String text) {
        return text.startsWith(name()) && (text.length() == name().length() || text.charAt(name().length()) == ' ');
    }

    private static String text(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null ? "" : cause.getMessage();
    }
}
