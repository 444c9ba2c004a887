package dev.spillway.faults;

import dev.spillway.faults.BacklogResult.HeapAt;
import dev.spillway.faults.MillionResult.Bytes;
import dev.spillway.faults.MillionResult.Drain;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Very many events wait in Redis because nobody runs them: a squatter holds all shards. Then it leaves, and the gateway runs
 * them as fast as it can. Blocks.
 */
final class Million {
    private static final int OWNED_SECONDS_MAX = 30;
    private static final long LOOK_MS = 500;
    private static final int LOOKS_TOLD = 20;

    private final Rig rig;
    private final Report report;
    private final RedisLook look;
    private final RedisBytes bytes;
    private final Squatter squatter;
    private final Filling filling;
    private final List<HeapAt> heaps = new ArrayList<>();
    private final long endNanos;

    Million(Rig rig, Report report, Vertx vertx, int minutesMax) throws IOException {
        var port = rig.topology().writablePorts().get(0);
        this.rig = rig;
        this.report = report;
        this.look = new RedisLook(rig.topology());
        this.bytes = new RedisBytes(port);
        this.squatter = new Squatter(port);
        this.filling = new Filling(new Post(vertx), rig.doors().doors().get(0));
        this.endNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutesMax);
    }

    /** @throws TimeoutException when it takes longer than it may */
    MillionResult run(long events) throws IOException, SQLException, TimeoutException {
        Waiting.until("the owner of the shards", OWNED_SECONDS_MAX, squatter::isAllTaken);
        squatter.take(leftMs());
        report.say("nobody runs events any more");
        var before = bytes.stored();
        var filled = fill(events);
        var overflowed = rig.whereabouts().overflowRows();
        var held = filling.journal().accepted() - overflowed;
        var each = each(before, held);
        report.say(held + " events wait in Redis, " + overflowed + " in the overflow; " + filled
                + " a second were accepted; " + each);
        var drain = drain(filling.journal().accepted());
        return new MillionResult(held, filled, heaps, each, drain, findings());
    }

    private long leftMs() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
    }

    /** Answers how many were accepted in a second, looks at the heap not counted. */
    private long fill(long events) throws IOException, TimeoutException {
        var nanos = 0L;
        for (var goal : List.of(events / 10, events / 2, events)) {
            var since = System.nanoTime();
            filling.until(goal, endNanos);
            nanos += System.nanoTime() - since;
            lookAtHeap(filling.journal().accepted());
        }
        return Math.round(filling.journal().accepted() * 1e9 / nanos);
    }

    private void lookAtHeap(long backlog) throws IOException {
        var heap = new HeapAt(backlog, Heap.usedMb(rig.nodes().get(0).pid()));
        heaps.add(heap);
        report.say("heap " + heap + " that wait");
    }

    private Bytes each(long before, long held) throws IOException {
        var inboxes = bytes.inboxes();
        return new Bytes((double) inboxes / held, (double) (bytes.stored() - before - inboxes) / held);
    }

    /** @param all events that wait, in Redis and maybe some in the overflow */
    private Drain drain(long all) throws IOException, TimeoutException {
        squatter.leave();
        Waiting.until("a new owner of the shards", OWNED_SECONDS_MAX, squatter::isAllTaken);
        var since = System.nanoTime();
        await(all / 2);
        lookAtHeap(all / 2);
        await(0);
        var run = System.nanoTime() - since;
        while (!isNothingHeld()) pause();
        var drain = new Drain(Math.round(all * 1e9 / run), Math.round(all * 1e9 / (System.nanoTime() - since)));
        report.say("everything is done: " + drain);
        lookAtHeap(0);
        return drain;
    }

    /** Until no more than so many events wait. */
    private void await(long eventsMax) throws IOException, TimeoutException {
        for (var looks = 1; ; looks++) {
            var held = look.held();
            if (held.events() <= eventsMax) return;
            if (looks % LOOKS_TOLD == 0) report.say("held: " + held + ", " + held.ledger() + " ledger entries");
            pause();
        }
    }

    private boolean isNothingHeld() throws IOException {
        return look.held().isNothing() && rig.whereabouts().overflowIsEmpty();
    }

    private void pause() throws IOException, TimeoutException {
        if (System.nanoTime() > endNanos) throw new TimeoutException("not drained in time; held: " + look.held());
        Waiting.sleep(LOOK_MS);
    }

    /** Every event by its id: its row in the ledger, its one reply, its message's last state. */
    private List<Finding> findings() throws IOException, SQLException {
        var ledger = LedgerLook.read(rig.postgres().postgres().port());
        var replies = new Deliveries(rig.simulated().lines("meta"));
        var notes = new Deliveries(rig.simulated().lines("crm"));
        return new Account(filling.journal().all(), ledger, replies, notes).findings();
    }
}
