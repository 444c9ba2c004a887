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
    private static final int WITHOUT_FACTS = 3;
    private static final int FACTS_HEAD = 2;

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
        var next = 2;
        while (next + WITHOUT_FACTS <= answer.size()) {
            var known = next + WITHOUT_FACTS;
            items.add(new Item(
                    answer.get(next).toString(),
                    Payload.of(answer.get(next + 1).toBytes()),
                    answer.get(next + 2).toString(),
                    withFacts ? facts(answer, known) : Facts.NONE));
            next = withFacts ? endOfFacts(answer, known) : known;
        }
        var at = Instant.ofEpochMilli(answer.get(1).toLong());
        return new TakeAnswer(answer.get(0).toLong(), at, items);
    }

    private static int endOfFacts(Response answer, int from) {
        return from + FACTS_HEAD + answer.get(from + 1).toInteger();
    }

    private static Facts facts(Response answer, int from) {
        var stored = new HashMap<String, String>();
        for (var i = from + FACTS_HEAD; i < endOfFacts(answer, from); i += 2) {
            stored.put(answer.get(i).toString(), answer.get(i + 1).toString());
        }
        return Facts.of(answer.get(from).toInteger() == 1, stored);
    }
}
