package dev.spillway.lane;

import dev.spillway.event.Payload;
import dev.spillway.gate.Facts;
import dev.spillway.gate.Permit;
import dev.spillway.gate.Sends;
import dev.spillway.gate.TemplateName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery taken out of its lane for one try. The attempt is already marked as started in Redis.
 *
 * @param shard where it lives
 * @param delivery what to do
 * @param number 1 for the first that counts
 * @param ambiguous whether an earlier attempt may have reached the destination
 * @param since when the first of the attempts began that may have reached the destination, this one included, by Redis time;
 *     never later than it was: where nobody knows, when the event was accepted
 * @param progress how far earlier attempts have got, as one of them had it kept; empty if none had
 * @param take the number of the take it came out by: tells it from any other attempt of this node at the same delivery
 * @param facts what was known of the person when it was taken, where that is asked for
 * @param permit what the gates let go; null if they were not asked
 */
public record Attempt(
        int shard,
        Delivery delivery,
        int number,
        boolean ambiguous,
        Instant since,
        Payload progress,
        long take,
        Facts facts,
        Permit.@Nullable Go permit) {
    /** One to nobody that anything is known of. */
    public Attempt(
            int shard, Delivery delivery, int number, boolean ambiguous, Instant since, Payload progress, long take) {
        this(shard, delivery, number, ambiguous, since, progress, take, Facts.NONE, null);
    }

    /** One that begins at the beginning. */
    public Attempt(int shard, Delivery delivery, int number, boolean ambiguous, Instant since, long take) {
        this(shard, delivery, number, ambiguous, since, Payload.EMPTY, take);
    }

    /** One of which nobody knows when the first began. */
    public Attempt(int shard, Delivery delivery, int number, boolean ambiguous, long take) {
        this(shard, delivery, number, ambiguous, delivery.acceptedAt(), take);
    }

    /** The same, of which an earlier attempt may have reached the destination, nobody knows when. */
    public Attempt asAmbiguous() {
        return ambiguous
                ? this
                : new Attempt(shard, delivery, number, true, delivery.acceptedAt(), progress, take, facts, permit);
    }

    /** The template that goes out, as the gates let it go, else as it was asked for; null if none does. */
    public @Nullable TemplateName template() {
        return permit == null ? Sends.template(delivery.operation(), delivery.input()) : permit.goesBy();
    }

    /** The same, as the gates let it go. */
    public Attempt permitted(Permit.Go permit) {
        return new Attempt(shard, delivery, number, ambiguous, since, progress, take, facts, permit);
    }
}
