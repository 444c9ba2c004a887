package dev.spillway.lane;

import dev.spillway.event.DedupeKey;
import dev.spillway.event.EventId;
import dev.spillway.event.Payload;
import dev.spillway.gate.Facts;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;

/**
 * What {@code take.lua} answers.
 *
 * @param nextTurnMs until something else may leave; negative if nothing waits
 * @param at Redis' clock
 */
record TakeAnswer(long nextTurnMs, Instant at, List<Item> items) {
    private static final int WITHOUT = 3;
    private static final int WITH_FACTS = 4;

    /**
     * A delivery as it is stored: the record is {@code lane \n contact \n body}; the attempts are {@code count:0} or, if one may
     * have arrived, {@code count:ms:1} with when the first such began, or {@code count:1} where nobody knows when; behind them, on
     * a line of its own, how far one of them got.
     *
     * @param facts what is known of who gets it; that of nobody if nobody asked
     */
    record Item(String id, Payload record, String attempts, Facts facts) {
        /**
         * @param began when the attempt did, by Redis time
         * @throws RuntimeException of any kind if it cannot be read
         */
        Attempt attempt(int shard, long take, Instant began) {
            var bytes = record.bytes();
            var body = indexOf(bytes, indexOf(bytes, 0) + 1) + 1;
            var delivery = DeliveryCodec.decode(Payload.of(bytes, body, bytes.length - body));
            var line = attempts.indexOf('\n');
            var marks = line < 0 ? attempts : attempts.substring(0, line);
            var progress = line < 0 ? Payload.EMPTY : Payload.of(attempts.substring(line + 1));
            var colon = marks.indexOf(':');
            var number = Integer.parseInt(marks.substring(0, colon)) + 1;
            var ambiguous = marks.endsWith(":1");
            var since = ambiguous ? since(marks.substring(colon), delivery) : began;
            return new Attempt(shard, delivery, number, ambiguous, since, progress, take, facts, null);
        }

        private static Instant since(String mark, Delivery delivery) {
            return mark.length() > 2
                    ? Instant.ofEpochMilli(Long.parseLong(mark.substring(1, mark.length() - 2)))
                    : delivery.acceptedAt();
        }

        private static int indexOf(byte[] bytes, int from) {
            for (var i = from; i < bytes.length; i++) if (bytes[i] == '\n') return i;
            throw new IllegalArgumentException("a stored delivery without its head");
        }

        /** What is left to do with one that cannot be read: keep it, whole, for a person to look at. */
        LedgerEntry deadLetter(int shard, LaneName lane, Instant at) {
            var body = Base64.getEncoder().encodeToString(record.bytes());
            return new LedgerEntry.DeadLetter(
                    id, event(), shard, lane.destination(), "", "UNREADABLE: a stored delivery", 0, at, body);
        }

        private EventId event() {
            var prefix = id.split("\\.", 2)[0];
            return EventId.isOne(prefix) ? new EventId(prefix) : new DedupeKey("delivery:" + id).id("lane");
        }
    }

    /** @param withFacts whether each delivery comes with what is known of who gets it */
    static TakeAnswer of(Response answer, boolean withFacts) {
        var items = new ArrayList<Item>();
        var each = withFacts ? WITH_FACTS : WITHOUT;
        for (var i = 2; i + each <= answer.size(); i += each) {
            items.add(new Item(
                    answer.get(i).toString(),
                    Payload.of(answer.get(i + 1).toBytes()),
                    answer.get(i + 2).toString(),
                    withFacts ? facts(answer.get(i + WITHOUT)) : Facts.NONE));
        }
        var at = Instant.ofEpochMilli(answer.get(1).toLong());
        return new TakeAnswer(answer.get(0).toLong(), at, items);
    }

    private static Facts facts(Response known) {
        var stored = new HashMap<String, String>();
        var found = known.get(1);
        for (var i = 0; i + 1 < found.size(); i += 2) {
            stored.put(found.get(i).toString(), found.get(i + 1).toString());
        }
        return Facts.of(known.get(0).toInteger() == 1, stored);
    }
}
