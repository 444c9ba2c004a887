package dev.spillway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CampaignPlanTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    @Test
    void countsCoresOfWhichAPartIsUsable() {
        var needs = plan(Given.plenty()).needs();

        assertThat(needs.gatewayCores()).isCloseTo(6600 * 100e-6 / 0.5, within(1e-9));
        assertThat(needs.redisCores()).isCloseTo(6600 * 50e-6 / 0.5, within(1e-9));
        assertThat(needs.postgresCores()).isCloseTo(6600 * 25e-6 / 0.5, within(1e-9));
    }

    @Test
    void needsANodeForEveryLoopThatRunsEventsThoughCoresWouldBeLeft() {
        // 80 µs on one loop, half of it usable: 6,250 events a second a node.
        assertThat(plan(Given.plenty()).nodes()).isEqualTo(2);
    }

    @Test
    void isAsFastAsItsNumbersWhereEverythingElseIsPlenty() {
        assertThat(plan(Given.plenty()).bottleneck()).isEqualTo(Part.NUMBERS);
        assertThat(plan(Given.plenty()).doneSeconds()).isEqualTo(600);
    }

    @Test
    void namesTheErpThatAnswersFewerThanAsk() {
        var plan = plan(Given.means(0, 1000, 20));

        assertThat(plan.bottleneck()).isEqualTo(Part.ERP);
        assertThat(plan.doneSeconds()).isCloseTo(360_000 / 20.0, within(1e-6));
        assertThat(plan.repliesWaiting()).isCloseTo(580 * 600, within(1e-6));
    }

    @Test
    void namesRedisWhoseOneCoreIsNotEnough() {
        // 50 µs an event, half of a core usable: 10,000 events a second.
        var big = new Campaign(1_200_000, 4, 1000, 0.3, new Campaign.Habits(3, 0));

        assertThat(new CampaignPlan(big, Given.means(0, 1, UNLIMITED), Given.costs()).bottleneck())
                .isEqualTo(Part.REDIS);
        assertThat(new CampaignPlan(big, Given.means(0, 2, UNLIMITED), Given.costs()).bottleneck())
                .isNotEqualTo(Part.REDIS);
    }

    @Test
    void namesTheGatewaysIfTheyAreTooFew() {
        assertThat(plan(Given.means(1, 1000, UNLIMITED)).bottleneck()).isEqualTo(Part.GATEWAY);
        assertThat(plan(Given.means(2, 1000, UNLIMITED)).bottleneck()).isEqualTo(Part.NUMBERS);
    }

    @Test
    void holdsKeysForTheirLifeAndEventsForTheOutage() {
        var plan = plan(Given.plenty());

        assertThat(plan.dedupeBytes()).isCloseTo(3_960_000 * 100.0, within(1.0));
        assertThat(plan.outageBytes()).isCloseTo(6600 * 600 * 500.0, within(1.0));
        assertThat(plan.postgresBytes()).isCloseTo(3_960_000 * 1000.0, within(1.0));
    }

    @Test
    void forgetsKeysOfACampaignThatOutlivesThem() {
        var slow = new Campaign(10_000_000, 1, 10, 0, new Campaign.Habits(3, 0));

        assertThat(new CampaignPlan(slow, Given.plenty(), Given.costs()).dedupeBytes())
                .isCloseTo(30 * Duration.ofDays(2).toSeconds() * 100.0, within(1.0));
    }

    @Property
    void growsWithItsRecipients(
            @ForAll @LongRange(min = 1, max = 5_000_000_000L) long recipients,
            @ForAll @LongRange(min = 0, max = 5_000_000_000L) long more,
            @ForAll @DoubleRange(min = 0, max = 1) double replyShare,
            @ForAll @DoubleRange(min = 0.1, max = 1000) double erpPerSecond) {
        var small = plan(recipients, replyShare, erpPerSecond);
        var large = plan(recipients + more, replyShare, erpPerSecond);

        assertThat(large.campaign().seconds())
                .isGreaterThanOrEqualTo(small.campaign().seconds());
        assertThat(large.doneSeconds()).isGreaterThanOrEqualTo(small.doneSeconds());
        assertThat(large.redisBytes()).isGreaterThanOrEqualTo(small.redisBytes());
        assertThat(large.aofBytes()).isGreaterThanOrEqualTo(small.aofBytes());
        assertThat(large.postgresBytes()).isGreaterThanOrEqualTo(small.postgresBytes());
        assertThat(large.bottleneck()).isEqualTo(small.bottleneck());
    }

    @Property
    void isDoneNoEarlierThanAnyPartAllows(
            @ForAll @DoubleRange(min = 0, max = 1) double replyShare,
            @ForAll @DoubleRange(min = 0.1, max = 1000) double erpPerSecond,
            @ForAll @IntRange(min = 0, max = 5) int nodes) {
        var campaign = new Campaign(1_000_000, 3, 1000, replyShare, new Campaign.Habits(3, 1));
        var plan = new CampaignPlan(campaign, Given.means(nodes, 1, erpPerSecond), Given.costs());

        assertThat(Arrays.stream(Part.values()).mapToDouble(plan::bears))
                .allSatisfy(bears -> assertThat(bears).isGreaterThanOrEqualTo(plan.bears(plan.bottleneck())));
        assertThat(plan.doneSeconds()).isGreaterThanOrEqualTo(campaign.seconds());
    }

    @Property
    void itsNodesBearIt(
            @ForAll @IntRange(min = 1, max = 1000) int numbers, @ForAll @DoubleRange(min = 0, max = 1) double share) {
        var campaign = new Campaign(1_000_000, numbers, 1000, share, new Campaign.Habits(3, 1));
        var nodes = new CampaignPlan(campaign, Given.plenty(), Given.costs()).nodes();

        var planned = new CampaignPlan(campaign, Given.means(nodes, 1, UNLIMITED), Given.costs());
        assertThat(planned.bears(Part.GATEWAY)).isGreaterThanOrEqualTo(campaign.recipientsPerSecond() * (1 - 1e-9));
    }

    private static CampaignPlan plan(Means means) {
        return new CampaignPlan(Given.campaign(), means, Given.costs());
    }

    private static CampaignPlan plan(long recipients, double replyShare, double erpPerSecond) {
        var campaign = new Campaign(recipients, 1, 100, replyShare, new Campaign.Habits(3, 0));
        return new CampaignPlan(campaign, Given.means(0, 1, erpPerSecond), Given.costs());
    }
}
