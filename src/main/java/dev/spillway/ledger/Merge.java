package dev.spillway.ledger;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Folds entries of one key into one, by the same rules as the statements of {@link Insert}: a statement may touch a key only
 * once. Sorted by key, so that two nodes lock rows in the same order.
 */
final class Merge {
    private Merge() {}

    static Collection<LedgerEntry.Message> messages(List<LedgerEntry.Message> messages) {
        var byId = new TreeMap<String, LedgerEntry.Message>();
        for (var message : messages) byId.merge(message.messageId(), message, Merge::merged);
        return byId.values();
    }

    /** The first of each event and day. */
    static Collection<LedgerEntry.Seen> seen(List<LedgerEntry.Seen> seen) {
        var byEvent = new TreeMap<String, LedgerEntry.Seen>();
        for (var one : seen) byEvent.putIfAbsent(one.event() + " " + LedgerTables.day(one), one);
        return byEvent.values();
    }

    static Collection<LedgerEntry.DeadLetter> dead(List<LedgerEntry.DeadLetter> dead) {
        var byId = new TreeMap<String, LedgerEntry.DeadLetter>();
        for (var letter : dead) {
            byId.merge(letter.id(), letter, (one, other) -> other.at().isAfter(one.at()) ? other : one);
        }
        return byId.values();
    }

    /** Of one event and category all are the same. */
    static Collection<LedgerEntry.Consent> consent(List<LedgerEntry.Consent> changes) {
        var byEvent = new TreeMap<String, LedgerEntry.Consent>();
        for (var change : changes) byEvent.putIfAbsent(change.event() + " " + change.category(), change);
        return byEvent.values();
    }

    /** The higher rank wins; of equal ranks the earlier. */
    static LedgerEntry.Message merged(LedgerEntry.Message one, LedgerEntry.Message other) {
        var later = other.rank() > one.rank()
                || (other.rank() == one.rank() && other.at().isBefore(one.at()));
        var state = later ? other : one;
        return new LedgerEntry.Message(
                one.messageId(),
                known(one.deliveryId(), other.deliveryId()),
                known(one.sender(), other.sender()),
                known(one.contact(), other.contact()),
                state.state(),
                state.rank(),
                state.at(),
                state.error());
    }

    private static String known(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
