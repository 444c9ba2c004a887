package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.faults.Fact.Kind;
import dev.spillway.faults.Finding.Breach;
import dev.spillway.faults.Journal.Acked;
import dev.spillway.faults.Simulated.Line;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever judges must be judged first: each kind of breach is seen. */
class AccountTest {
    private static final Acked FIRST = question(1);
    private static final Acked SECOND = question(2);

    private static Acked question(int number) {
        return new Acked(Fact.message(Kind.QUESTION, 1, number, "wamid." + number, "{}"), number, "gateway-1", 1);
    }

    private static Line reply(int number, Acked acked, String step, String made) {
        return new Line(number, number, "sw1.7." + acked.fact().event() + ".order-status." + step, "52", made);
    }

    private static Line note(int number, Acked acked, String made) {
        return new Line(number, number, acked.fact().event() + ".order-status.note", "52", made);
    }

    private static Set<Breach> breaches(List<Line> replies, List<Line> notes, Acked... journal) {
        var received = List.of(journal).stream().map(one -> one.fact().event()).collect(Collectors.toSet());
        return breaches(received, replies, notes, journal);
    }

    private static Set<Breach> breaches(Set<String> received, List<Line> replies, List<Line> notes, Acked... journal) {
        var ledger = new LedgerLook(received, Map.of(), Map.of(), 0);
        return new Account(List.of(journal), ledger, new Deliveries(replies), new Deliveries(notes))
                .findings().stream().map(Finding::breach).collect(Collectors.toSet());
    }

    private static final List<Line> NOTED = List.of(note(1, FIRST, ""), note(2, FIRST, "n1"));

    @Test
    void findsNothingWhereAllIsWell() {
        var replies = List.of(reply(1, FIRST, "reply", ""), reply(2, FIRST, "reply", "m1"));
        assertThat(breaches(replies, NOTED, FIRST)).isEmpty();
    }

    @Test
    void seesAnEventThatIsNotInTheLedger() {
        var replies = List.of(reply(1, FIRST, "reply", ""), reply(2, FIRST, "reply", "m1"));
        assertThat(breaches(Set.of(), replies, NOTED, FIRST)).containsExactly(Breach.LOST);
    }

    @Test
    void seesAReplyThatNeverTookEffect() {
        assertThat(breaches(List.of(reply(1, FIRST, "reply", "")), NOTED, FIRST))
                .containsExactly(Breach.LOST);
    }

    @Test
    void seesTwoRepliesToOneQuestion() {
        var replies = List.of(reply(1, FIRST, "late", "m1"), reply(2, FIRST, "reply", "m2"));
        assertThat(breaches(replies, NOTED, FIRST)).containsExactly(Breach.DOUBLED);
    }

    @Test
    void seesWhatCameOfNothing() {
        assertThat(breaches(List.of(reply(1, SECOND, "reply", "m1")), List.of()))
                .containsExactly(Breach.DOUBLED);
    }

    @Test
    void seesRepliesInTheWrongOrder() {
        var replies = List.of(reply(1, SECOND, "reply", "m2"), reply(2, FIRST, "reply", "m1"));
        var notes = List.of(note(1, FIRST, "n1"), note(2, SECOND, "n2"));
        assertThat(breaches(replies, notes, FIRST, SECOND)).containsExactly(Breach.MISORDERED);
    }

    @Test
    void countsWhatCameAgainAfterItHadTakenEffect() {
        var lines = List.of(note(1, FIRST, ""), note(2, FIRST, "n1"), note(3, FIRST, ""), note(4, SECOND, ""));
        assertThat(new Deliveries(lines).repeated())
                .singleElement()
                .satisfies(one -> assertThat(one.repeats()).isEqualTo(1));
    }
}
