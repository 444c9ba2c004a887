package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import dev.spillway.inbox.OverflowRow;
import dev.spillway.inbox.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The events of one shard that this node has read: run in order for one contact, side by side for many. Belongs to one event
 * loop.
 */
final class ShardQueue {
    private final Hands hands;
    private final Map<ContactKey, ContactLine> lines = new HashMap<>();
    private final Map<Position, EventId> known = new HashMap<>();
    private final Map<Position, Work> cameBack = new HashMap<>();
    private final Set<Long> rows = new HashSet<>();
    private final Set<Long> skippedRows = new HashSet<>();
    private final Promise<Void> idle = Promise.promise();
    private int running;
    private boolean closed;

    /**
     * What a queue works with.
     *
     * @param runner runs one; never fails
     * @param postpone brings one that was put off back a little later
     * @param turnBack hears from where on the shard's inbox has to be read once more
     * @param safe hears of rows of the overflow inbox that are not needed there any more
     * @param ended called after each end: there may be room for more
     */
    record Hands(
            Function<Work, Future<Ended>> runner,
            Consumer<Work> postpone,
            Consumer<Position> turnBack,
            BiConsumer<ShardQueue, OverflowRow> safe,
            Runnable ended,
            Holding holding,
            InFlight inFlight) {}

    ShardQueue(Hands hands) {
        this.hands = hands;
    }

    /** Takes work, unless it is here already, or has to stay in the inbox for now. */
    void offer(Work work) {
        if (closed) return;
        if (known.containsKey(work.position())) comeBack(work);
        else place(work);
    }

    /**
     * A put-off whose answer was lost is told again; meanwhile the event may fall due. Redis gives it out once, so it is kept
     * until the run that put it off has ended. So is another event of the same place: two servers that were master at once may
     * have given one id to two events.
     */
    private void comeBack(Work work) {
        if (work.from() == Work.From.DELAYED || isAnother(work)) cameBack.put(work.position(), work);
    }

    private boolean isAnother(Work work) {
        return !work.event().id().equals(known.get(work.position()));
    }

    private void place(Work work) {
        var line = line(work);
        switch (line.place(work, now())) {
            case QUEUE -> {
                know(work);
                line.add(work);
                pump(line, work.event().contactKey());
            }
            case BESIDE -> {
                know(work);
                beside(work);
            }
            case INBOX -> skip(line, work);
            case DELAYED -> hands.postpone.accept(work);
        }
    }

    private ContactLine line(Work work) {
        return lines.computeIfAbsent(work.event().contactKey(), contact -> new ContactLine());
    }

    private void know(Work work) {
        known.put(work.position(), work.event().id());
        hands.inFlight.add(work);
        if (work.row() != null) rows.add(work.row().number());
    }

    private void forget(Work work) {
        if (known.remove(work.position(), work.event().id())) hands.inFlight.remove(work);
    }

    /** It was not run and has to be read again. */
    private void drop(Work work) {
        forget(work);
        if (work.row() != null) rows.remove(work.row().number());
    }

    private void skip(ContactLine line, Work work) {
        line.skip(work);
        if (work.row() != null) skippedRows.add(work.row().number());
    }

    /** Later events of its contact wait for this one, which had been put off; if they do already, until the later of both ends. */
    void hold(ContactKey contact, Position position, EventId event, Instant since) {
        hold(lines.computeIfAbsent(contact, each -> new ContactLine()), contact, position, event, since);
    }

    private void hold(ContactLine line, ContactKey contact, Position position, EventId event, Instant since) {
        var until = since.plus(hands.holding.max());
        if (!now().isBefore(until)) return;
        for (var work : line.hold(position, event, until)) {
            drop(work);
            offer(work);
        }
        hands.holding.at(until, () -> pump(line, contact));
    }

    private void pump(ContactLine line, ContactKey contact) {
        if (!closed) hands.holding.expired(line.expire(now())); // the timer may come a moment later
        var next = closed ? null : line.next(now());
        if (next != null) {
            running++;
            hands.runner.apply(next).onSuccess(how -> ended(line, next, how));
            return;
        }
        var from = closed ? null : line.wanted(now());
        if (from != null) hands.turnBack.accept(from);
        if (line.isOver()) lines.remove(contact, line);
    }

    /** The inbox is read again from behind this place on. */
    void turned(Position to) {
        var now = now();
        skippedRows.clear();
        lines.values().forEach(line -> line.turned(to, now));
        lines.values().removeIf(ContactLine::isOver);
    }

    private void ended(ContactLine line, Work work, Ended how) {
        line.ended(work, how);
        leave(work, how);
        var contact = work.event().contactKey();
        if (how instanceof Ended.PutOff && work.failedAt() == null)
            hold(line, contact, work.position(), work.event().id(), now());
        again(work, how);
        pump(line, contact);
        hands.ended.run();
    }

    /** Only what the run just ended had put off: a sweep gives out what is running, too, as it was before the run. */
    private void again(Work work, Ended how) {
        var back = cameBack.remove(work.position());
        if (back == null) return;
        if (!back.event().id().equals(work.event().id())) {
            offer(back);
            return;
        }
        if (!(how instanceof Ended.PutOff)) return;
        if (work.from() != Work.From.DELAYED || back.attempt() > work.attempt()) offer(back);
    }

    private void beside(Work work) {
        running++;
        hands.runner.apply(work).onSuccess(how -> {
            leave(work, how);
            again(work, how);
            hands.ended.run();
        });
    }

    private void leave(Work work, Ended how) {
        running--;
        forget(work);
        var row = work.row();
        if (row != null && how instanceof Ended.Left) rows.remove(row.number());
        else if (row != null) hands.safe.accept(this, row);
        if (closed && running == 0) idle.tryComplete();
    }

    /** Runs nothing more. Completes when what is running has ended. */
    Future<Void> close() {
        closed = true;
        cameBack.clear();
        lines.values().forEach(line -> line.clear().forEach(this::drop));
        if (running == 0) idle.tryComplete();
        return idle.future();
    }

    /** Rows of the overflow inbox that need not be read: they are here, or done, or wait behind something. */
    Set<Long> rows() {
        var all = new HashSet<>(rows);
        all.addAll(skippedRows);
        return all;
    }

    /** A row that cannot be run has been put aside, or is about to be. */
    void rowAside(OverflowRow row) {
        rows.add(row.number());
    }

    /** They are not in the overflow inbox any more. */
    void rowsGone(List<OverflowRow> gone) {
        gone.forEach(row -> rows.remove(row.number()));
    }

    long heldContacts() {
        return lines.values().stream().filter(ContactLine::isHeld).count();
    }

    private Instant now() {
        return hands.holding.now();
    }
}
