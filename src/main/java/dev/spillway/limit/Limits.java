package dev.spillway.limit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Limits by name, kept together by everybody who uses the same name. Belongs to one event loop. */
public interface Limits {
    /**
     * Takes for all claims in one go, the first claim first: for each call all that it needs, or nothing. What a claim lacks
     * is not given to a later one that needs the same limit; limits with a key hold up nobody but who needs that key. A limit
     * that nobody has used yet is untouched. Fails with {@code UNAVAILABLE} when nobody can be asked: then nothing was taken.
     *
     * @return a ruling for each claim
     */
    Future<List<Ruling>> take(List<Claim> claims);

    /**
     * Tells what the other side says is left of a limit. What was taken since the call it says so of counts as not seen by it.
     * Only ever lowers a {@link Limit.Pace} that was made for a window. Does its best: a correction that gets lost does no
     * harm.
     *
     * @param said as the other side sees it, when it answered a call
     * @param mark what the limit had spent after that call was let go: {@link Ruling#marks}
     */
    void correct(Limit limit, Said said, double mark);

    /** Shuts a limit for so long from now, for all nodes; longer if it was shut for longer. Does its best. */
    void shut(Limit limit, Duration delay);

    /** Gives a slot back. Does its best: a slot that was not given back is free when its lease ends. */
    void giveBack(Limit limit, String lease);
}
