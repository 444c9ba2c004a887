package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Nodes that send all they may, whose clocks are seconds apart, in simulated time, before a judge who counts every sliding second. */
class MetronomeTest {
    private static final long SECOND = 1_000_000;
    /** Where nothing is known of a line its first times come late, as others may still have some; no later than this. */
    private static final long BEGUN_MAX = 2_500_000;

    @Property(tries = 8)
    void usesNearlyAllAndNeverMoreThanTheLimitInAnySecondHoweverManyNodesShareIt(
            @ForAll @IntRange(min = 1, max = 4) int nodes,
            @ForAll @IntRange(min = 20, max = 300) int perSecond,
            @ForAll long seed) {
        var street = new Street(nodes, new Even("n", perSecond, 5), seed);
        street.pass(Duration.ofSeconds(20), 20);

        assertThat(street.worstSecond(0)).isLessThanOrEqualTo(1.05);
        assertThat(street.worstTenSeconds(0)).isLessThanOrEqualTo(1);
        assertThat(street.used(begun(street), 20 * SECOND)).isGreaterThanOrEqualTo(0.98);
    }

    @Property(tries = 2)
    void doesSoAtAThousandASecondWithFewQuestions(@ForAll @IntRange(min = 1, max = 3) int nodes, @ForAll long seed) {
        var street = new Street(nodes, new Even("n", 1_000, 5), seed);
        street.pass(Duration.ofSeconds(12), 20);

        assertThat(street.worstSecond(0)).isLessThanOrEqualTo(1.05);
        assertThat(street.worstTenSeconds(0)).isLessThanOrEqualTo(1);
        assertThat(street.used(begun(street), 12 * SECOND)).isGreaterThanOrEqualTo(0.98);
        var questions = street.nodes.stream().mapToInt(node -> node.link.asked).sum();
        assertThat(questions / 12.0).as("questions for a thousand").isLessThanOrEqualTo(nodes == 1 ? 20 : 60);
    }

    private static long begun(Street street) {
        var begun = street.judge.first();
        assertThat(begun).isLessThanOrEqualTo(BEGUN_MAX);
        return begun;
    }

    /** What it loses, it loses: a second long enough to tell. */
    @Property(tries = 8)
    void neverCatchesUpAfterALoopStoodStill(@ForAll @IntRange(min = 1, max = 3) int nodes, @ForAll long seed) {
        var street = new Street(nodes, new Even("n", 100, 5), seed);
        street.pass(Duration.ofSeconds(30), 600);

        assertThat(street.worstSecond(0)).isLessThanOrEqualTo(1.05);
        assertThat(street.worstTenSeconds(0)).isLessThanOrEqualTo(1);
    }

    @Test
    void hasRoomForThoseWhoGoFirstHoweverManyWaitBehindThem() {
        var node = new Street(1, new Even("n", 20, 0), 1).nodes.get(0).metronome;
        while (node.room(0) > 0) node.join(4);
        var room = node.room(1, 0);
        assertThat(room).isEqualTo(2);

        node.join(1);
        assertThat(node.room(1, 0)).isEqualTo(room - 1);
        assertThat(node.room(1, 1)).isZero();
        assertThat(node.room(0, 0)).isEqualTo(room);
        assertThat(node.room(0)).isZero();
    }

    @Property(tries = 16)
    void doesNotBurstWhenRedisGoesAndComesBackAndIsAtFullRateWithinFiveSeconds(
            @ForAll @IntRange(min = 1, max = 3) int nodes,
            @ForAll boolean wiped,
            @ForAll boolean hangs,
            @ForAll long seed) {
        var street = new Street(nodes, new Even("n", 100, 5), seed);
        street.pass(Duration.ofSeconds(10), 10);
        if (hangs) street.world.hang(Duration.ofMillis(100));
        else street.world.kill(Duration.ofMillis(100));
        street.pass(Duration.ofSeconds(30), 10);
        street.world.resume(Duration.ofSeconds(1));
        street.world.restart(wiped, Duration.ofSeconds(1));
        var back = street.world.micros();
        street.pass(Duration.ofSeconds(30), 10);

        assertThat(street.worstSecond(0)).isLessThanOrEqualTo(1.05);
        assertThat(street.worstTenSeconds(0)).isLessThanOrEqualTo(1);
        assertThat(street.used(back + 5 * SECOND, back + 25 * SECOND)).isGreaterThanOrEqualTo(0.98);
    }

    @Property(tries = 6)
    void losesAtMostASecondOfTheRateWithANodeThatDies(@ForAll long seed) {
        var street = new Street(3, new Even("n", 200, 5), seed);
        street.pass(Duration.ofSeconds(5), 0);
        var died = street.world.micros();
        street.nodes.get(0).die();
        street.pass(Duration.ofSeconds(12), 0);

        var lost = 200 * 10 - street.judge.between(died, died + 10 * SECOND);
        assertThat(lost).isLessThanOrEqualTo(200);
        assertThat(street.worstSecond(0)).isLessThanOrEqualTo(1.05);
    }

    @Test
    void letsTheFirstRankGoFirstAndTheLastHaveItsPart() {
        var street = new Street(1, new Even("n", 100, 5), 1);
        var node = street.nodes.get(0);
        node.metronome.ahead(rank -> 0);
        node.metronome.onGone(() -> {});
        street.world.pass(Duration.ofSeconds(1));
        node.gone.clear();
        for (var i = 0; i < 200; i++) {
            node.join(4);
            node.join(1);
        }
        street.world.pass(Duration.ofMillis(1_400));

        var last = Collections.frequency(node.gone.subList(0, 100), 4);
        assertThat(last).isBetween(4, 6);
    }

    @Test
    void givesANodeWithRepliesAlmostAllWhereAnotherHasCampaigns() {
        var street = new Street(2, new Even("n", 100, 5), 1);
        street.nodes.get(0).rank = 1;
        street.nodes.get(1).rank = 4;
        street.pass(Duration.ofSeconds(5), 0);
        street.nodes.forEach(node -> node.gone.clear());
        street.pass(Duration.ofSeconds(20), 0);

        var replies = Collections.frequency(street.nodes.get(0).gone, 1);
        var campaign = Collections.frequency(street.nodes.get(1).gone, 4);
        assertThat(campaign / (double) (campaign + replies)).isBetween(0.045, 0.09);
    }

    @Test
    void sendsOneThatComesAloneAtOnce() {
        var street = new Street(1, new Even("n", 80, 5), 1);
        var node = street.nodes.get(0);
        node.metronome.ahead(rank -> 0);
        node.metronome.onGone(() -> {});
        street.world.pass(Duration.ofSeconds(5));
        node.gone.clear();
        node.join(1);
        street.world.pass(Duration.ofMillis(15));

        assertThat(node.gone).hasSize(1);
    }

    @Test
    void letsNobodyGoWhoHasLeft() {
        var street = new Street(1, new Even("n", 20, 5), 1);
        var node = street.nodes.get(0);
        node.metronome.ahead(rank -> 0);
        node.metronome.onGone(() -> {});
        street.world.pass(Duration.ofSeconds(2));
        node.gone.clear();
        var turns = Stream.generate(() -> node.join(1)).limit(10).toList();
        turns.forEach(Metronome.Turn::leave);
        street.world.pass(Duration.ofSeconds(2));

        assertThat(node.gone).hasSizeLessThanOrEqualTo(1);
        assertThat(node.metronome.waiting()).isZero();
    }
}
