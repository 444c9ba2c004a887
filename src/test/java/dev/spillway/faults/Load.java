package dev.spillway.faults;

import dev.spillway.faults.Nodes.Door;
import dev.spillway.faults.Post.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tells the gateway what the contacts have to tell, at a steady rate as far as they are heard: a webhook that is not answered
 * 200 comes again, at the next node, until it is. All of it on one event loop.
 */
final class Load {
    private static final long TICK_MS = 5;
    private static final int A_TICK_MAX = 50;
    private static final int OPEN_MAX = 400;
    private static final double BATCH_SHARE = 0.05;
    private static final int BATCH_MAX = 8;
    private static final int BACKOFF_MS = 50;
    private static final int BACKOFF_DOUBLINGS_MAX = 4;

    private final Vertx vertx;
    private final Crowd crowd;
    private final Nodes nodes;
    private final Post post;
    private final Journal journal;
    private final Repeats repeats;
    private final Random random;
    private final int rate;
    private final Promise<Void> quiet = Promise.promise();
    private double due;
    private long tickedAt = System.nanoTime();
    private int open;
    private volatile boolean held;
    private volatile boolean silent;
    private volatile boolean messagesEnd;
    private volatile boolean ends;

    /** What the load is made of. */
    record Parts(Crowd crowd, Nodes nodes, Journal journal, Random random, int rate) {}

    /** One POST. */
    private record Attempt(Webhook webhook, Door door, int tries) {}

    Load(Vertx vertx, Post post, Parts parts) {
        this.vertx = vertx;
        this.post = post;
        this.crowd = parts.crowd;
        this.nodes = parts.nodes;
        this.journal = parts.journal;
        this.random = parts.random;
        this.rate = parts.rate;
        this.repeats = new Repeats(vertx, post, parts);
    }

    /** Begins, on the event loop. */
    void start() {
        vertx.runOnContext(now -> vertx.setPeriodic(TICK_MS, this::tick));
    }

    /** While held nothing new is told; what was told goes on until it is heard. */
    void hold(boolean isHeld) {
        held = isHeld;
    }

    /** Until it ends, nothing at all is told, not even again. */
    void silence(boolean isSilent) {
        silent = isSilent;
        repeats.hold(isSilent);
    }

    /** Tells again, on the load's thread, many of the events that were told before. */
    void tellAgain() {
        vertx.runOnContext(now -> repeats.all());
    }

    /** From now on nobody writes, only statuses of the gateway's own messages are told. */
    void endMessages() {
        messagesEnd = true;
        vertx.runOnContext(now -> crowd.endCampaigns());
    }

    /** Tells nothing more; done when all that was told has been heard. */
    Future<Void> end() {
        ends = true;
        repeats.end();
        return quiet.future();
    }

    int open() {
        return open;
    }

    private void tick(long timer) {
        var now = System.nanoTime();
        due = Math.min(A_TICK_MAX, due + rate * (now - tickedAt) / 1e9);
        tickedAt = now;
        if (ends) {
            leave(timer);
            return;
        }
        while (!held && !silent && due >= 1 && open < OPEN_MAX && begin()) due--;
    }

    private void leave(long timer) {
        if (open > 0) return;
        vertx.cancelTimer(timer);
        quiet.tryComplete();
    }

    private boolean begin() {
        var facts = facts();
        if (facts.isEmpty()) return false;
        open++;
        due -= facts.size() - 1;
        var webhook = Webhook.of(facts);
        var door = nodes.any(random);
        repeats.twin(webhook, nodes.after(door));
        send(webhook, door, 1);
        return true;
    }

    private List<Fact> facts() {
        var size = random.nextDouble() < BATCH_SHARE ? 2 + random.nextInt(BATCH_MAX - 1) : 1;
        var facts = new ArrayList<Fact>(size);
        for (var n = 0; n < size; n++) {
            var contact = messagesEnd ? crowd.nextWithStatus() : crowd.next();
            contact.ifPresent(one -> facts.add(one.next(random, System.currentTimeMillis())));
        }
        return facts;
    }

    private void send(Webhook webhook, Door door, int tries) {
        var attempt = new Attempt(webhook, door, tries);
        post.send(webhook, door).onSuccess(answer -> answered(attempt, answer));
    }

    private void answered(Attempt attempt, Answer answer) {
        var door = attempt.door;
        if (answer.isOk()) {
            heard(attempt.webhook, door, attempt.tries);
        } else {
            journal.refused(System.currentTimeMillis(), answer);
            var tries = attempt.tries;
            vertx.setTimer(backoffMs(tries), timer -> send(attempt.webhook, nodes.after(door), tries + 1));
        }
    }

    private int backoffMs(int tries) {
        var most = BACKOFF_MS << Math.min(BACKOFF_DOUBLINGS_MAX, tries);
        return most / 2 + random.nextInt(most / 2);
    }

    private void heard(Webhook webhook, Door door, int tries) {
        var now = System.currentTimeMillis();
        for (var fact : webhook.facts()) {
            journal.acked(fact, now, door.name(), tries);
            repeats.remember(fact);
            crowd.back(crowd.at(fact.contact()));
        }
        open--;
        repeats.maybeLater(webhook);
    }
}
