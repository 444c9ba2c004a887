package dev.spillway.faults;

import dev.spillway.faults.Nodes.Door;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tells a multitude's events as fast as the gateway accepts them; what is not answered 200 is told again. Blocks. */
final class Filling {
    /** Events of a webhook. */
    static final int WEBHOOK_EVENTS = 200;

    /** Side by side: together no more than one script call takes. */
    private static final int WEBHOOKS = 2;

    private static final long PAUSE_MS = 200;

    private final Multitude multitude = new Multitude();
    private final Journal journal = new Journal();
    private final Post post;
    private final Door door;

    Filling(Post post, Door door) {
        this.post = post;
        this.door = door;
    }

    /** What was answered 200. */
    Journal journal() {
        return journal;
    }

    /** @throws TimeoutException when it takes longer than until then, by {@link System#nanoTime} */
    void until(long goal, long endNanos) throws TimeoutException {
        while (journal.accepted() < goal) {
            var webhooks = webhooks(goal - journal.accepted());
            for (var tries = 1; !webhooks.isEmpty(); tries++) {
                if (System.nanoTime() > endNanos) throw new TimeoutException("accepted only " + journal.accepted());
                if (tries > 1) Waiting.sleep(PAUSE_MS);
                webhooks = refused(webhooks, tries);
            }
        }
    }

    private List<Webhook> webhooks(long events) {
        return Stream.generate(this::webhook)
                .limit(Math.min(WEBHOOKS, (events - 1) / WEBHOOK_EVENTS + 1))
                .toList();
    }

    private Webhook webhook() {
        var now = System.currentTimeMillis();
        return Webhook.of(Stream.generate(() -> multitude.next(now))
                .limit(WEBHOOK_EVENTS / Multitude.EVENTS_EACH)
                .flatMap(List::stream)
                .toList());
    }

    private List<Webhook> refused(List<Webhook> webhooks, int tries) throws TimeoutException {
        var posts = webhooks.stream().map(webhook -> post.send(webhook, door)).toList();
        Future.join(posts).await(30, TimeUnit.SECONDS);
        var refused = new ArrayList<Webhook>();
        IntStream.range(0, posts.size())
                .filter(n -> !took(webhooks.get(n), posts.get(n).result(), tries))
                .forEach(n -> refused.add(webhooks.get(n)));
        return refused;
    }

    private boolean took(Webhook webhook, Post.Answer answer, int tries) {
        var now = System.currentTimeMillis();
        if (!answer.isOk()) journal.refused(now, answer);
        else webhook.facts().forEach(fact -> journal.acked(fact.withoutElement(), now, door.name(), tries));
        return answer.isOk();
    }
}
