package dev.spillway.faults;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small steady load that goes to two stacks in turn, message by message: what happens to the machine happens to both. Each
 * message leads to one reply and one note and asks nobody.
 */
final class Probes {
    private final Vertx vertx;
    private final Post post;
    private final List<Stack> stacks;
    private final Stranger stranger = new Stranger("661");
    private final int perSecond;

    /**
     * A message.
     *
     * @param stack its place in the list of stacks
     */
    record Probe(int stack, String event, long sentMs) {}

    /** @param perSecond messages to each stack */
    Probes(Vertx vertx, Post post, List<Stack> stacks, int perSecond) {
        this.vertx = vertx;
        this.post = post;
        this.stacks = List.copyOf(stacks);
        this.perSecond = perSecond;
    }

    /** Tells for so long. Blocks until all have been answered. A message that was not answered 200 is told of all the same. */
    List<Probe> tell(int seconds) throws TimeoutException {
        var tour = new Tour(perSecond * seconds * stacks.size());
        vertx.runOnContext(now -> vertx.setPeriodic(1000L / perSecond / stacks.size(), tour::next));
        return tour.done.future().await(seconds + 60L, TimeUnit.SECONDS);
    }

    /** One window's messages; belongs to one event loop. */
    private final class Tour {
        private final Promise<List<Probe>> done = Promise.promise();
        private final List<Probe> told = new ArrayList<>();
        private final List<Future<Post.Answer>> answers = new ArrayList<>();
        private final int size;

        Tour(int size) {
            this.size = size;
        }

        void next(long timer) {
            tell(told.size() % stacks.size());
            if (told.size() < size) return;
            vertx.cancelTimer(timer);
            Future.join(answers).onComplete(all -> done.complete(told));
        }

        private void tell(int stack) {
            var now = System.currentTimeMillis();
            var fact = stranger.probe(now);
            told.add(new Probe(stack, fact.event(), now));
            answers.add(post.send(Webhook.of(List.of(fact)), stacks.get(stack).door()));
        }
    }
}
