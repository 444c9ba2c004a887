package dev.spillway.consent;

import dev.spillway.event.Payload;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes what business systems say of people, and tells what is known of somebody. Callable from any event loop. */
public interface ConsentDesk {
    /**
     * Takes a change. It is durable when this completes, and in force soon after.
     *
     * @param body JSON, see {@link Telling}
     * @return fails with {@link IllegalArgumentException}, naming the field and the cure, if it is none; with {@code UNAVAILABLE}
     *     if it cannot be stored: then nothing was taken, and the caller must come again
     */
    Future<Taken> tell(Payload body);

    /** What is known of somebody. Fails with {@code UNAVAILABLE} while nobody can tell. */
    Future<Known> known(Person person);

    /**
     * That a change was taken.
     *
     * @param events their ids: {@code /trace?event=} shows what became of each
     * @param repeated whether all of it had been told before
     */
    record Taken(List<String> events, boolean repeated) {}

    /**
     * Somebody, without their names.
     *
     * @param complete whether that is all: not while Redis learns again what it lost
     * @param everywhere whether that counts under all of their names: not for a moment after a change, and what waits under another
     *     name could still leave
     * @param allowed what they said last, by category
     * @param windows until when they may be written to freely, by business number
     * @param restsUntil they have had enough advertising, as the provider says; null if not
     * @param history what they said, the latest first
     * @param note why the history is missing; empty if it is there
     */
    record Known(
            boolean complete,
            boolean everywhere,
            List<Said> allowed,
            List<Window> windows,
            @Nullable Instant restsUntil,
            List<Said> history,
            String note) {}

    /**
     * A change.
     *
     * @param since when it was accepted
     */
    record Said(
            String category,
            String change,
            String tenant,
            Instant at,
            Instant since,
            String source,
            String who,
            String where) {}

    /** How long a number may write to them freely. */
    record Window(String channel, Instant until, boolean open) {}
}
