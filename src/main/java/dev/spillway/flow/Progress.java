package dev.spillway.flow;

import dev.spillway.lane.Delivery;
import dev.spillway.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a turn has come. Immutable; every step makes a new one.
 *
 * @param known variables and results so far
 * @param memory the session as it will be
 * @param branch how it went so far
 * @param isOver whether no further step is taken
 * @param order the order number it is about; empty if none is known
 * @param reason why it ended early, for the ledger; empty if it did not
 */
record Progress(
        Turn turn,
        Map<String, Object> known,
        Memory memory,
        Branch branch,
        boolean isOver,
        String order,
        String reason,
        List<Delivery> deliveries,
        List<LedgerEntry> rows) {
    private static final int ORDER_MAX = 64;

    static Progress begin(Turn turn, Map<String, Object> known, Memory memory) {
        var order = orderIn(known, "");
        return new Progress(turn, known, memory, Branch.DONE, false, order, "", List.of(), List.of());
    }

    /** What expressions see by now. */
    Map<String, Object> view() {
        var view = View.of(turn.incoming(), memory);
        view.putAll(known);
        if (isOver) view.put("outcome", branch.word());
        return view;
    }

    /** How large the event is that expressions look at. */
    int bytes() {
        return turn.incoming().occasion().event().payload().length();
    }

    Progress ending(Branch end, String why) {
        return new Progress(turn, known, memory, end, true, order, why, deliveries, rows);
    }

    Progress knowing(String name, Map<String, Object> value) {
        var more = new HashMap<>(known);
        more.put(name, value);
        return new Progress(turn, more, memory, branch, isOver, order, reason, deliveries, rows);
    }

    /** About the order that a look-up's input names. */
    Progress about(Map<String, Object> input) {
        var named = orderIn(input, order);
        return new Progress(turn, known, memory, branch, isOver, named, reason, deliveries, rows);
    }

    Progress remembering(Memory changed) {
        return new Progress(turn, known, changed, branch, isOver, order, reason, deliveries, rows);
    }

    Progress with(LedgerEntry row) {
        return new Progress(turn, known, memory, branch, isOver, order, reason, deliveries, appended(rows, row));
    }

    Progress with(Delivery delivery, LedgerEntry row) {
        return new Progress(
                turn,
                known,
                memory,
                branch,
                isOver,
                order,
                reason,
                appended(deliveries, delivery),
                appended(rows, row));
    }

    private static String orderIn(Map<String, Object> values, String otherwise) {
        var order = Fields.text(values, "orderNumber");
        return order.isEmpty() || order.length() > ORDER_MAX ? otherwise : order;
    }

    private static <T> List<T> appended(List<T> list, T item) {
        var longer = new ArrayList<>(list);
        longer.add(item);
        return List.copyOf(longer);
    }

    @Override
    public String toString() {
        return "Progress[" + turn.flow().name() + " " + branch + "]";
    }
}
