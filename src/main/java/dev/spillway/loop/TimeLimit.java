package dev.spillway.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/**
 * Time limits that hold for the other side and not for ourselves. An event loop that stood still (a pause of the JVM, a machine with too much to do)
 * may run the timers that fell due meanwhile before it reads what came in meanwhile: an answer that has long been there would count as
 * missing, its connection would be given up and nobody would know what became of the call. So who is late by a timer is only so once
 * everything has been read.
 */
public final class TimeLimit {
    /** A timer set now fires after the loop has turned to its connections once. */
    private static final long READ_FIRST_MS = 1;

    private TimeLimit() {}

    /**
     * The answer; fails with {@link TimeoutException} when it is not there after so long.
     *
     * @param ms 1 and more
     */
    public static <T> Future<T> within(Vertx vertx, long ms, Future<T> answer) {
        if (answer.isComplete()) return answer;
        Promise<T> first = Promise.promise();
        var limit = vertx.setTimer(
                ms, over -> onceRead(vertx, () -> first.tryFail(new TimeoutException("no answer in " + ms + " ms"))));
        answer.onComplete(done -> {
            vertx.cancelTimer(limit);
            if (done.succeeded()) first.tryComplete(done.result());
            else first.tryFail(done.cause());
        });
        return first.future();
    }

    /** Does something on the calling event loop, as soon as it has read what came in until now. */
    public static void onceRead(Vertx vertx, Runnable action) {
        vertx.setTimer(READ_FIRST_MS, read -> action.run());
    }
}
