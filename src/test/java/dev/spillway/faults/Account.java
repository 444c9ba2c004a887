package dev.spillway.faults;

import static dev.spillway.faults.Finding.Breach.DOUBLED;
import static dev.spillway.faults.Finding.Breach.LOST;
import static dev.spillway.faults.Finding.Breach.MISORDERED;

import dev.spillway.faults.Deliveries.Delivery;
import dev.spillway.faults.Journal.Acked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what was acknowledged with what came out, event by event. */
final class Account {
    private static final List<String> WORDS = List.of("sent", "delivered", "read");

    private final List<Acked> journal;
    private final LedgerLook ledger;
    private final Deliveries replies;
    private final Deliveries notes;
    private final List<Finding> findings = new ArrayList<>();

    Account(List<Acked> journal, LedgerLook ledger, Deliveries replies, Deliveries notes) {
        this.journal = journal;
        this.ledger = ledger;
        this.replies = replies;
        this.notes = notes;
    }

    /** All that is wrong. */
    List<Finding> findings() {
        journal.forEach(this::check);
        strangers();
        order();
        states();
        return List.copyOf(findings);
    }

    private void check(Acked acked) {
        var fact = acked.fact();
        if (!ledger.received().contains(fact.event())) find(LOST, "not in the ledger", acked);
        count("reply", fact.kind().replied(), replies.of(fact.event()), acked);
        count("note", fact.kind().noted(), notes.of(fact.event()), acked);
        var late = replies.of(answerTo(fact));
        if (late.size() > 1) find(DOUBLED, "late reply: " + keys(late), acked);
    }

    /** The event that brings a late answer of the ERP back; its id follows from the look-up's. */
    private static String answerTo(Fact fact) {
        return Fact.eventId("lane", "result:" + fact.event() + ".order-status.lookup-later");
    }

    private void count(String what, boolean wanted, List<Delivery> found, Acked acked) {
        if (wanted && found.isEmpty()) find(LOST, "no " + what, acked);
        if (found.size() > (wanted ? 1 : 0)) find(DOUBLED, what + ": " + keys(found), acked);
    }

    private static String keys(List<Delivery> found) {
        return found.stream().map(Delivery::key).collect(Collectors.joining(", "));
    }

    /** What came of events that nobody was told to have been accepted. */
    private void strangers() {
        var known = new HashSet<String>();
        for (var acked : journal) {
            known.add(acked.fact().event());
            known.add(answerTo(acked.fact()));
        }
        for (var deliveries : List.of(replies, notes)) {
            deliveries.events().stream()
                    .filter(event -> !known.contains(event))
                    .forEach(event -> findings.add(new Finding(DOUBLED, "of an unknown event: " + event, null)));
        }
    }

    private void order() {
        byContact().values().forEach(events -> {
            order("reply", events, replies);
            order("note", events, notes);
        });
    }

    private Map<Integer, List<Acked>> byContact() {
        return journal.stream()
                .sorted(Comparator.comparingInt(acked -> acked.fact().number()))
                .collect(Collectors.groupingBy(acked -> acked.fact().contact(), TreeMap::new, Collectors.toList()));
    }

    private void order(String what, List<Acked> events, Deliveries deliveries) {
        var last = 0;
        for (var acked : events) {
            var arrived = deliveries.of(acked.fact().event()).stream()
                    .mapToInt(Delivery::arrivedAs)
                    .summaryStatistics();
            if (arrived.getMin() < last) find(MISORDERED, what + " came before that of an earlier event", acked);
            last = Math.max(last, arrived.getMax());
        }
    }

    /** A message's state must be the highest that was told. */
    private void states() {
        Function<Acked, String> message = acked -> acked.fact().about();
        var told = journal.stream()
                .filter(acked -> acked.fact().isStatus())
                .collect(Collectors.groupingBy(message, Collectors.toList()));
        told.forEach((id, statuses) -> {
            var highest = WORDS.get(Math.min(WORDS.size(), statuses.size()) - 1);
            var state = ledger.states().getOrDefault(id, "none");
            if (!state.equals(highest)) find(MISORDERED, "state is " + state + ", not " + highest, statuses.get(0));
        });
    }

    private void find(Finding.Breach breach, String what, Acked acked) {
        findings.add(new Finding(breach, what, acked));
    }
}
