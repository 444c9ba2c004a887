package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.meta.ArrivalLog.Came;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ViolationsTest {
    private static final long SECOND = 1_000_000;

    private final ArrivalLog log = new ArrivalLog(100_000);
    private final LimitHistory limits = new LimitHistory();
    private final Behaviour behaviour = new Behaviour(MetaOptions.DOCUMENTED, Policy.LENIENT);
    private int people;

    ViolationsTest() {
        limits.set("n", 0, 10);
    }

    @Test
    void findsNoneWhereEverySecondHoldsTheLimit() {
        for (var n = 0; n < 300; n++) sendToAnother(n * SECOND / 10);
        assertThat(number().path("max1s").asInt()).isEqualTo(10);
        assertThat(number().path("max10s").asInt()).isEqualTo(100);
        assertThat(report().path("violations").asInt()).isZero();
        assertThat(number().path("used").asDouble()).isBetween(1.0, 1.01);
    }

    @Test
    void findsAFullSecondThatBeginsAtNoFullSecond() {
        for (var n = 0; n < 10; n++) sendToAnother(900_000 + n);
        for (var n = 0; n < 3; n++) sendToAnother(1_800_000 + n);
        assertThat(number().path("max1s").asInt()).isEqualTo(13);
        assertThat(number().path("over1s").asInt()).isEqualTo(3);
        assertThat(number().path("over10s").asInt()).isZero();
    }

    @Test
    void findsTenSecondsThatHoldTooMuchThoughNoSecondDoes() {
        limits.set("n", 0, 10);
        for (var n = 0; n < 101; n++) sendToAnother(n * 99_000L);
        assertThat(report(question(1.1, 1)).at("/numbers/n/over1s").asInt()).isZero();
        assertThat(report(question(1.1, 1)).at("/numbers/n/over10s").asInt()).isEqualTo(1);
    }

    @Test
    void countsWhatWasRefusedAsWell() {
        for (var n = 0; n < 12; n++) settle(sendToAnother(n), n < 10 ? 0 : 130429);
        assertThat(number().path("over1s").asInt()).isEqualTo(2);
        assertThat(number().path("accepted").asInt()).isEqualTo(10);
        assertThat(number().at("/refused/130429").asInt()).isEqualTo(2);
    }

    @Test
    void countsWhatPeopleWriteApart() {
        for (var n = 0; n < 8; n++) sendToAnother(n);
        for (var n = 0; n < 5; n++) log.inbound(100 + n, new Came("n", "p" + n, "text", "k"));
        sendToAnother(200);
        assertThat(number().path("max1s").asInt()).isEqualTo(9);
        assertThat(number().at("/withInbound/max1s").asInt()).isEqualTo(14);
        assertThat(number().at("/withInbound/over1s").asInt()).isEqualTo(1);
        assertThat(report().path("violations").asInt()).isZero();
        assertThat(report().path("violationsWithInbound").asInt()).isEqualTo(1);
    }

    @Test
    void measuresByTheLimitThatWasInForce() {
        for (var n = 0; n < 20; n++) sendToAnother(n);
        limits.set("n", 2 * SECOND, 100);
        for (var n = 0; n < 20; n++) sendToAnother(3 * SECOND + n);
        limits.set("n", 4 * SECOND, 10);
        for (var n = 0; n < 20; n++) sendToAnother(6 * SECOND + n);
        assertThat(number().path("over1s").asInt()).isEqualTo(20);
    }

    @Test
    void judgesOnlyTheTimeThatIsAskedFor() {
        for (var n = 0; n < 20; n++) sendToAnother(n);
        for (var n = 0; n < 20; n++) sendToAnother(60 * SECOND + n);
        var asked = new Question(30 * SECOND, Long.MAX_VALUE, 1, 1, 0);
        assertThat(report(asked).path("arrivals").asInt()).isEqualTo(20);
        assertThat(report(asked).path("violations").asInt()).isEqualTo(10);
    }

    @Test
    void findsWhoWritesToOnePersonBeforeTheBurstIsPaidOff() {
        for (var n = 0; n < 20; n++) send(n, "p");
        send(119 * SECOND, "p");
        send(120 * SECOND, "p");
        send(120 * SECOND + 1, "other");
        assertThat(report().at("/pairs/over").asInt()).isEqualTo(1);
        assertThat(report().at("/pairs/largestBurst").asInt()).isEqualTo(20);
        assertThat(report().at("/pairs/pairs").asInt()).isEqualTo(2);
    }

    @Test
    void findsTheFortySixthInSixSeconds() {
        limits.set("n", 0, 0);
        for (var n = 0; n < 46; n++) send(n, "p");
        assertThat(report().at("/pairs/over").asInt()).isEqualTo(1);
    }

    @Test
    void doesNotCountForThePairWhatWasRefusedForAnotherReason() {
        settle(send(0, "p"), 130429);
        send(7 * SECOND, "p");
        settle(send(8 * SECOND, "p"), 131056);
        assertThat(report().at("/pairs/over").asInt()).isZero();
        settle(send(14 * SECOND, "p"), 131056);
        assertThat(report().at("/pairs/over").asInt()).isEqualTo(1);
    }

    @Test
    void countsPeopleSpokenToFirstWithinARollingDay() {
        behaviour.put(Json.object().put("tier", 2).put("dayMs", 1_000));
        spokenTo(0, "a");
        spokenTo(1, "b");
        spokenTo(2, "a");
        spokenTo(900_000, "c");
        spokenTo(SECOND + 2, "d");
        assertThat(report().at("/tier/max").asInt()).isEqualTo(3);
        assertThat(report().at("/tier/over").asInt()).isEqualTo(1);
        assertThat(report().path("violations").asInt()).isEqualTo(1);
    }

    @Test
    void saysWhatItCouldNotKeep() {
        var small = new ArrivalLog(2);
        for (var n = 0; n < 5; n++) small.send(n, new Came("n", "p", "text", "k"));
        var report = new Violations(small, limits, behaviour).report(question(1, 1));
        assertThat(report.path("leftOut").asInt()).isEqualTo(3);
    }

    /** The judge against one that looks at every pair of arrivals. */
    @Property(tries = 100)
    void agreesWithANaiveCount(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 200_000) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 12) int limit) {
        var twin = new ArrivalLog(1_000);
        var history = new LimitHistory();
        history.set("n", 0, limit);
        var times = new ArrayList<Long>();
        var at = 5 * SECOND;
        for (var n = 0; n < gaps.size(); n++) {
            at += gaps.get(n);
            times.add(at);
            twin.send(at, new Came("n", "p" + n, "text", "k"));
        }
        var judged =
                new Violations(twin, history, behaviour).report(question(1, 1)).at("/numbers/n");
        assertThat(judged.path("over1s").asLong()).isEqualTo(naive(times, SECOND, limit));
        assertThat(judged.path("over10s").asLong()).isEqualTo(naive(times, 10 * SECOND, 10L * limit));
    }

    private static long naive(List<Long> times, long spanUs, long allowed) {
        var over = 0L;
        for (var last = 0; last < times.size(); last++) {
            var inside = 0;
            for (var n = 0; n <= last; n++) inside += times.get(last) - times.get(n) < spanUs ? 1 : 0;
            if (inside > allowed) over++;
        }
        return over;
    }

    private int sendToAnother(long atUs) {
        return send(atUs, "person-" + people++);
    }

    private int send(long atUs, String person) {
        var row = log.send(atUs, new Came("n", person, "text", "k"));
        settle(row, 0);
        return row;
    }

    private void spokenTo(long atUs, String person) {
        log.settle(send(atUs, person), 0, 0, true);
    }

    private void settle(int row, int code) {
        log.settle(row, code, 0, false);
    }

    private JsonNode number() {
        return report().at("/numbers/n");
    }

    private JsonNode report() {
        return report(question(1, 1));
    }

    private JsonNode report(Question question) {
        return new Violations(log, limits, behaviour).report(question);
    }

    private static Question question(double tolerance1s, double tolerance10s) {
        return new Question(0, Long.MAX_VALUE, tolerance1s, tolerance10s, 0);
    }
}
