package dev.spillway.load;

import java.util.List;

/**
 * What became of the events that were told.
 *
 * @param accepted answered 200
 * @param delivered of them, those that the gateway has run and written into its ledger; as far as is known
 * @param doubled events taken more than once, and deliveries that took effect more than once
 * @param remarks what else is to be known of these figures
 * @param doubts why they do not show that all is well, even where nothing seems lost or doubled
 */
record Account(long accepted, long delivered, long lost, long doubled, List<String> remarks, List<String> doubts) {
    Account {
        remarks = List.copyOf(remarks);
        doubts = List.copyOf(doubts);
    }

    /** Where nothing was accepted nothing was shown. */
    boolean isRight() {
        return accepted > 0 && lost == 0 && doubled == 0 && doubts.isEmpty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(
                "accepted=" + accepted + " delivered=" + delivered + " lost=" + lost + " doubled=" + doubled);
        remarks.forEach(remark -> text.append(" (").append(remark).append(')'));
        doubts.forEach(doubt -> text.append(" (").append(doubt).append(')'));
        return text.toString();
    }
}
