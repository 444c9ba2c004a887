package dev.spillway.api;

import dev.spillway.event.Payload;
import io.vertx.core.Future;

/** Takes messages that business systems want sent. Callable from any event loop. */
public interface Messages {
    /**
     * Takes a message. It is durable when this completes, and goes as soon as gates and limits let it.
     *
     * @param body JSON, see {@link Posted}
     * @return fails with {@link IllegalArgumentException}, naming the field and the cure, if it cannot be sent as it is; with {@code
     *     UNAVAILABLE} or {@code OVERLOADED} if it cannot be stored: then nothing was taken, and the caller must come again
     */
    Future<Taken> send(Payload body);

    /**
     * That a message was taken.
     *
     * @param id the first one's, if it is a repeat: {@code /trace?event=} shows what became of it
     * @param repeated whether the same had been taken before
     */
    record Taken(String id, boolean repeated) {}
}
