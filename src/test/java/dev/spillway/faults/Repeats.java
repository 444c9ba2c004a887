package dev.spillway.faults;

import dev.spillway.faults.Nodes.Door;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the provider tells more than once: twins at two nodes in the same millisecond, the same webhook some time later, and
 * earlier events in a new webhook. Together some 30 % of all. Nobody waits for their answers. Memory is bounded: what is
 * told again in new webhooks is drawn from a sample.
 */
final class Repeats {
    private static final double TWIN_SHARE = 0.10;
    private static final double LATER_SHARE = 0.12;
    private static final double REBATCH_SHARE = 0.012;
    private static final int REBATCH_SIZE = 8;
    private static final int LATER_MS_MAX = 30_000;
    private static final int SAMPLE_MAX = 4_000;

    private final Vertx vertx;
    private final Post post;
    private final Nodes nodes;
    private final Journal journal;
    private final Random random;
    private final List<Fact> sample = new ArrayList<>();
    private volatile boolean ends;
    private volatile boolean held;

    Repeats(Vertx vertx, Post post, Load.Parts parts) {
        this.vertx = vertx;
        this.post = post;
        this.nodes = parts.nodes();
        this.journal = parts.journal();
        this.random = parts.random();
    }

    /** Some webhooks come twice at once, to another node where there is one. */
    void twin(Webhook webhook, Door other) {
        if (random.nextDouble() < TWIN_SHARE) send(webhook, other);
    }

    /** Some come again after up to half a minute, most of them soon; with them now and then a new webhook of old events. */
    void maybeLater(Webhook webhook) {
        if (ends) return;
        var dice = random.nextDouble();
        if (dice < LATER_SHARE) {
            var delayMs = 1 + (int) (LATER_MS_MAX * Math.pow(random.nextDouble(), 4));
            vertx.setTimer(delayMs, timer -> send(webhook, nodes.any(random)));
        } else if (dice < LATER_SHARE + REBATCH_SHARE && sample.size() >= REBATCH_SIZE) {
            send(Webhook.of(some()), nodes.any(random));
        }
    }

    void remember(Fact fact) {
        if (sample.size() < SAMPLE_MAX) {
            sample.add(fact);
        } else {
            sample.set(random.nextInt(SAMPLE_MAX), fact);
        }
    }

    /** While held nothing is told again; what was due meanwhile is not made up for. */
    void hold(boolean isHeld) {
        held = isHeld;
    }

    /** The whole sample once more, in webhooks of a few. */
    void all() {
        for (var from = 0; from + REBATCH_SIZE <= sample.size(); from += REBATCH_SIZE) {
            send(Webhook.of(List.copyOf(sample.subList(from, from + REBATCH_SIZE))), nodes.any(random));
        }
    }

    void end() {
        ends = true;
    }

    private List<Fact> some() {
        return random.ints(REBATCH_SIZE, 0, sample.size()).mapToObj(sample::get).toList();
    }

    private void send(Webhook webhook, Door door) {
        if (ends || held) return;
        journal.repeated(webhook.facts().size());
        post.send(webhook, door).onFailure(Throwable::printStackTrace);
    }
}
