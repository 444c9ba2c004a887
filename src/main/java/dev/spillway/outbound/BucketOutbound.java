package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.limit.Buckets;
import dev.spillway.limit.Grant;
import dev.spillway.limit.Rate;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each call through when it has a token of its destination's bucket, which all nodes share. Calls wait in a bounded
 * line, at most till their deadline. One question to the bucket at a time, for as many tokens as calls wait, so that a hot
 * destination costs few round trips. When the bucket cannot be reached everybody is refused at once: without it nobody
 * knows what the other nodes are sending.
 */
final class BucketOutbound implements Outbound, Gate {
    private static final Logger LOG = LoggerFactory.getLogger(BucketOutbound.class);
    /** Work taken ahead: as much as gets its token within this time. More would wait here instead of in its lane. */
    private static final double AHEAD_SECONDS = 1;
    /** Tokens asked for at once; keeps one node from emptying a large bucket at one go. */
    private static final int ASK_MAX = 100;

    private final Outbound next;
    private final String bucket;
    private final Rate rate;
    private final Buckets buckets;
    private final WaitLine line;
    private final Alarms alarms;
    private final OutboundMetrics metrics;
    private boolean busy;
    private Runnable wake = () -> {};

    /** The shared bucket, and where calls wait for it. */
    record Source(String name, Rate rate, Buckets buckets, WaitLine line, Alarms alarms) {}

    BucketOutbound(Outbound next, Source source, OutboundMetrics metrics) {
        this.next = next;
        this.bucket = source.name;
        this.rate = source.rate;
        this.buckets = source.buckets;
        this.line = source.line;
        this.alarms = source.alarms;
        this.metrics = metrics;
        metrics.showWaiting("bucket", line::size);
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        var since = metrics.start();
        var token = line.join(leave.deadline(), leave.priority()).onSuccess(got -> metrics.gotToken(since));
        ask();
        return token.compose(got -> next.send(call, leave));
    }

    @Override
    public int free() {
        var ahead = (int) Math.max(1, Math.ceil(rate.perSecond() * AHEAD_SECONDS));
        return Math.max(0, ahead - line.size());
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    /** Busy means: a question is under way, or the answer was "not before". */
    private void ask() {
        if (busy || line.size() == 0) return;
        busy = true;
        buckets.take(bucket, rate, Math.min(line.size(), ASK_MAX))
                .onSuccess(this::granted)
                .onFailure(this::failed);
    }

    private void granted(Grant grant) {
        for (int i = 0; i < grant.tokens(); i++) line.callNext();
        askAgain(grant.untilNext());
        wake.run();
    }

    private void askAgain(Duration delay) {
        if (delay.isZero() || line.size() == 0) {
            busy = false;
            ask();
        } else {
            alarms.set(delay, () -> askAgain(Duration.ZERO));
        }
    }

    private void failed(Throwable cause) {
        LOG.atWarn()
                .addKeyValue("destination", bucket)
                .addKeyValue("cause", cause.getMessage())
                .log("bucket.unreachable");
        busy = false;
        line.dismissAll("the bucket cannot be reached");
        wake.run();
    }
}
