package dev.spillway.dead;

import static dev.spillway.dead.DeadRig.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Event;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadIT {
    private static final DeadFilter ALL = DeadFilter.waiting();

    private static DeadRig rig;

    @BeforeAll
    static void open() {
        rig = new DeadRig(200);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    @BeforeEach
    void forget() {
        rig.forget();
    }

    private static String id(int number) {
        return Letters.delivery(number, "").id();
    }

    @Test
    void findsLettersByEveryPartOfTheFilter() {
        rig.die(1, "crm", 0);
        rig.die(2, "erp", 10);
        rig.dieAsEvent("a", 20);

        assertThat(found(Map.of("destination", "crm"))).containsExactly(id(1));
        assertThat(found(Map.of("destination", "-"))).hasSize(1).doesNotContain(id(1), id(2));
        assertThat(found(Map.of("reason", "e17"))).hasSize(3);
        assertThat(found(Map.of("reason", "%"))).isEmpty();
        assertThat(found(Map.of("contact", "+52 1 555 010 4321"))).hasSize(1);
        assertThat(found(Map.of("from", "2025-11-22T10:00:05Z", "to", "2025-11-22T10:00:15Z")))
                .containsExactly(id(2));
        assertThat(found(Map.of("state", "dropped"))).isEmpty();
    }

    private java.util.List<String> found(Map<String, String> parts) {
        return await(rig.desk.list(DeadFilter.parse(parts), "", 10)).letters().stream()
                .map(Letter::id)
                .toList();
    }

    @Test
    void turnsPagesWithoutLosingOne() {
        for (var i = 0; i < 5; i++) rig.die(i, "crm", i / 2);

        var first = await(rig.desk.list(ALL, "", 3));
        var second = await(rig.desk.list(ALL, first.next(), 3));

        assertThat(first.letters()).extracting(Letter::id).containsExactly(id(4), id(3), id(2));
        assertThat(second.letters()).extracting(Letter::id).containsExactly(id(1), id(0));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void putsBackWhatWasConfirmedAndNothingElse() {
        rig.die(1, "crm", 0);
        rig.die(2, "erp", 1);
        rig.die(3, "crm", 2);

        var job = rig.toTheEnd(rig.begin(DeadAction.REDRIVE, DeadFilter.parse(Map.of("destination", "crm"))));

        assertThat(job.state()).isEqualTo("done");
        assertThat(job.count()).isEqualTo(2);
        assertThat(job.done()).isEqualTo(2);
        assertThat(rig.in("redriven")).containsExactly(id(3), id(1));
        assertThat(rig.in("waiting")).containsExactly(id(2));
        assertThat(rig.asked).extracting(Event::shard).containsExactly(3, 3);
    }

    @Test
    void waitsAgainWhenItDiesAgainWhoeverWritesThat() {
        rig.die(1, "crm", 0);
        rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));

        rig.die(1, "crm", 60);

        assertThat(rig.in("waiting")).containsExactly(id(1));
        rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));
        assertThat(rig.taken).hasSize(2);
        assertThat(await(rig.desk.find(id(1), false)).orElseThrow().letter().redrives())
                .isEqualTo(2);
    }

    @Test
    void doublesNothingAfterAJobThatWasCutOffBeforeItsMark() {
        rig.die(1, "crm", 0);
        rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));
        rig.sql("update dead_letter set settled = null, settled_death = null, redrives = 0");

        var job = rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));

        assertThat(job.done()).isEqualTo(1);
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.taken).hasSize(1);
        assertThat(rig.in("redriven")).containsExactly(id(1));
    }

    @Test
    void leavesWaitingWhatNoStoreTakes() {
        for (var i = 0; i < 4; i++) rig.die(i, "crm", i);
        rig.inboxAway = true;

        var job = rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));

        assertThat(job.state()).isEqualTo("failed");
        assertThat(job.why()).isEqualTo("no store takes it");
        assertThat(rig.number("select count(*) from dead_letter where redriving = at"))
                .as("noted before the inbox was asked")
                .isEqualTo(3);
        assertThat(rig.in("waiting")).hasSize(4);
    }

    @Test
    void passesOverWhatNobodyCanRead() {
        rig.dieUnreadable("x", 0);
        rig.die(1, "crm", 1);

        var job = rig.toTheEnd(rig.begin(DeadAction.REDRIVE, ALL));

        assertThat(job.done()).isEqualTo(1);
        assertThat(job.skipped()).isEqualTo(1);
        assertThat(rig.in("waiting")).containsExactly("x");
        assertThat(rig.metric("gateway.dead.skipped", "reason", "unreadable")).isEqualTo(1);
    }

    @Test
    void doesNotTouchWhatDiedAfterTheCount() {
        rig.die(1, "crm", 0);
        var offer = await(rig.desk.offer(DeadAction.DROP, ALL));
        rig.sql("update dead_letter set at = now() + interval '1 second'");

        var job = rig.toTheEnd(await(rig.desk.act(DeadAction.DROP, ALL, offer.confirm())));

        assertThat(job.done()).isZero();
        assertThat(rig.in("waiting")).containsExactly(id(1));
    }

    @Test
    void dropsAndTakesBackADrop() {
        rig.die(1, "crm", 0);
        rig.toTheEnd(rig.begin(DeadAction.DROP, ALL));
        assertThat(rig.in("dropped")).containsExactly(id(1));

        rig.toTheEnd(rig.begin(DeadAction.REDRIVE, DeadFilter.parse(Map.of("state", "dropped"))));

        assertThat(rig.in("redriven")).containsExactly(id(1));
        assertThatThrownBy(() -> rig.begin(DeadAction.DROP, DeadFilter.parse(Map.of("state", "redriven"))))
                .hasMessageContaining("letters that wait");
    }

    @Test
    void keepsBelowItsRateAndStopsWhenCancelled() {
        try (var slow = new DeadRig(10)) {
            for (var i = 0; i < 40; i++) slow.die(i, "crm", i);
            var begun = System.nanoTime();
            var job = slow.begin(DeadAction.REDRIVE, ALL);

            Awaitility.await().until(() -> slow.asked.size() >= 5);
            var seconds = (System.nanoTime() - begun) / 1e9;
            assertThatThrownBy(() -> slow.begin(DeadAction.DROP, ALL)).hasMessageContaining("is running");
            await(slow.desk.cancel(job.id()));

            assertThat(seconds).isGreaterThanOrEqualTo(0.39);
            assertThat(slow.toTheEnd(job).state()).isEqualTo("cancelled");
            Awaitility.await().until(() -> slow.metric("gateway.dead.jobs.running") == 0);
            assertThat(slow.in("redriven")).hasSize(slow.taken.size()).hasSizeLessThan(40);
            assertThat(slow.in("waiting")).hasSize(40 - slow.taken.size());
        }
    }

    @Test
    void countsLettersByState() {
        rig.die(1, "crm", 0);
        rig.die(2, "crm", 0);
        rig.toTheEnd(rig.begin(DeadAction.REDRIVE, DeadFilter.parse(Map.of("contact", "5215550110001"))));

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(letters("waiting")).isEqualTo(1);
            assertThat(letters("redriven")).isEqualTo(1);
        });
    }

    private double letters(String state) {
        return rig.metric("gateway.dead.letters", "state", state);
    }
}
