package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.List;

/**
 * After the breaker has closed, lets one call through at a time, then two, then four, as long as they are answered: what has piled
 * up must not throw a destination down again that has just come up. The rest waits in a bounded line. Wide open otherwise.
 */
final class RampOutbound implements Outbound, Gate {
    /** From here on a server has failed. */
    private static final int FAILED = 500;
    /** Nothing is taken of any limit here. */
    private static final Pass IN = new Pass(List.of(), "", List.of());

    private final Outbound next;
    private final Ramp ramp;
    private final int max;
    private final WaitLine line;
    private int running;
    private Runnable wake = () -> {};

    /** @param max calls side by side above which there is no ramp */
    RampOutbound(Outbound next, int max, WaitLine line) {
        this.next = next;
        this.max = max;
        this.ramp = new Ramp(max);
        this.line = line;
    }

    /** From now on one at a time. */
    void startOver() {
        ramp.startOver();
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        return enter(leave).compose(in -> next.send(call, leave).onComplete(this::leave));
    }

    @Override
    public int free() {
        return isOpen() ? OPEN : Math.max(0, ramp.allowed() - running - line.size());
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    private boolean isOpen() {
        return ramp.allowed() >= max;
    }

    private boolean hasRoom() {
        return isOpen() || running < ramp.allowed();
    }

    private Future<Pass> enter(Leave leave) {
        if (!hasRoom()) return line.join(leave.deadline(), leave.priority(), IN.needs());
        running++;
        return Future.succeededFuture(IN);
    }

    private void leave(AsyncResult<HttpReply> ended) {
        running--;
        if (ended.succeeded() && ended.result().status() < FAILED) ramp.wentWell();
        callIn();
        wake.run();
    }

    private void callIn() {
        while (line.size() > 0 && hasRoom()) {
            running++;
            line.next(IN.needs()).ifPresent(turn -> turn.complete(IN));
        }
    }
}
