package dev.spillway.dispatch;

import dev.spillway.event.EventId;
import dev.spillway.event.EventKind;
import dev.spillway.event.Payload;
import dev.spillway.gate.Fact;
import dev.spillway.inbox.EventCodec;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneName;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A run in the words of {@code commit.lua}: made when it ends, so that what cannot be written fails nobody else's run. */
final class RunArguments {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final int FIXED = 11;
    private static final int EACH_DELIVERY = 5;
    private static final int EACH_FACT = 4;

    private final List<Buffer> arguments;

    private RunArguments(int size) {
        this.arguments = new ArrayList<>(size);
    }

    /** @param entries what of its history goes to the ledger */
    static List<Buffer> of(Work work, Rule.Ruling ruling, List<? extends LedgerEntry> entries) {
        var run = ruling.run();
        var made = new RunArguments(FIXED
                + EACH_DELIVERY * run.deliveries().size()
                + EACH_FACT * run.facts().size());
        made.entry(work);
        made.add(work.event().contactKey().value());
        made.add(
                run.session() == null ? Payload.EMPTY : Json.write(run.session().values()));
        made.ledger(entries);
        made.add(work.entry().old() ? "o" : "e");
        made.add(run.next().size()).add(run.deliveries().size()).add(run.facts().size());
        run.next().forEach(event -> made.add(Buffer.buffer(EventCodec.encode(event))));
        run.deliveries().forEach(delivery -> made.delivery(delivery, ruling.doubtful()));
        run.facts().forEach(made::fact);
        run.settled().forEach(made::add);
        return made.arguments;
    }

    /** Of a row of the overflow inbox, in the words of {@code reserve.lua}. */
    static List<Buffer> ofReservation(Work work, boolean givesWay) {
        var made = new RunArguments(4);
        made.add(work.entry().id()).add(mark(work.event().id()));
        made.add(work.event().dedupeTtl().toMillis()).add(givesWay ? 1 : 0);
        return made.arguments;
    }

    /** Of an entry that cannot be run, which ends as this letter. */
    static List<Buffer> ofUnreadable(Work.From from, String entryId, LedgerEntry.DeadLetter letter) {
        var made = new RunArguments(FIXED);
        made.add(from.text()).add(entryId);
        made.add(from == Work.From.OVERFLOW ? mark(letter.event()) : NOTHING);
        made.add(EventKind.UNREADABLE.dedupeTtl().toMillis());
        made.add("").add("").ledger(List.of(letter));
        made.add("e").add(0).add(0).add(0);
        return made.arguments;
    }

    /** Only rows of the overflow inbox end with their mark; of the others it tells whose entry it has to be. */
    private void entry(Work work) {
        var isRow = work.from() == Work.From.OVERFLOW;
        add(work.from().text()).add(work.entry().id());
        add(mark(work.event().id()));
        add(isRow ? work.event().dedupeTtl().toMillis() : 0);
    }

    private void ledger(List<? extends LedgerEntry> entries) {
        add(entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encodeRun(entries));
    }

    private void delivery(Delivery delivery, boolean doubtful) {
        add(new LaneName(delivery.destination(), delivery.priority()).text());
        add(delivery.contact().value()).add(delivery.id());
        add(DeliveryCodec.encode(delivery)).add(doubtful ? 1 : 0);
    }

    private void fact(Fact fact) {
        add(fact.store().key()).add(fact.store().ttl().toMillis());
        add(fact.field()).add(fact.stamp().text());
    }

    private RunArguments add(Buffer bytes) {
        arguments.add(bytes);
        return this;
    }

    private RunArguments add(String text) {
        return add(text.isEmpty() ? NOTHING : Buffer.buffer(text));
    }

    private RunArguments add(long number) {
        return add(Long.toString(number));
    }

    private RunArguments add(Payload bytes) {
        return add(bytes.isEmpty() ? NOTHING : Buffer.buffer(bytes.bytes()));
    }

    /** The 16 bytes by which a dedupe key names an event. */
    static Buffer mark(EventId event) {
        return Buffer.buffer(HexFormat.of().parseHex(event.value()));
    }
}
