package dev.spillway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignTest {
    private static final Percentage ROUNDING = Percentage.withPercentage(1e-9);

    @Test
    void isSentAsFastAsItsNumbersMay() {
        assertThat(Given.campaign().seconds()).isEqualTo(600);
        assertThat(Given.campaign().webhooksPerSecond()).isEqualTo(6600, within(1e-6));
        assertThat(Given.campaign().repliesPerSecond()).isEqualTo(600, within(1e-6));
    }

    @Test
    void sharesItsNumbersWithTheAnswersToReplies() {
        var answering = new Campaign(1_300_000, 2, 1000, 0.3, new Campaign.Habits(3, 1));

        assertThat(answering.seconds()).isCloseTo(845, within(1e-6));
        assertThat(answering.webhooksPerSecond()).isCloseTo(2000 * 3 + 2000 / 1.3 * 0.3, within(1e-6));
    }

    @Property
    void getsToEveryRecipient(
            @ForAll @LongRange(min = 1, max = 10_000_000_000L) long recipients,
            @ForAll @IntRange(min = 1, max = 1000) int numbers,
            @ForAll @IntRange(min = 1, max = 1000) int mps,
            @ForAll @DoubleRange(min = 0, max = 1) double replyShare,
            @ForAll @DoubleRange(min = 0, max = 10) double answers) {
        var any = new Campaign(recipients, numbers, mps, replyShare, new Campaign.Habits(3, answers));

        assertThat(any.seconds() * any.recipientsPerSecond()).isCloseTo((double) recipients, ROUNDING);
        assertThat(any.seconds() * any.webhooksPerSecond()).isCloseTo(any.events(), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAShareThatIsNone(double share) {
        assertThatThrownBy(() -> new Campaign(1, 1, 1, share, new Campaign.Habits(3, 0)))
                .hasMessage("reply-share must be 0..1, was " + share);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, recipients must be 1..10000000000",
        "1, 0, 1, numbers must be 1..1000",
        "1, 1, 0, mps must be 1..1000",
        "1, 1, 1001, mps must be 1..1000"
    })
    void refusesSizesThatNobodyHas(long recipients, int numbers, int mps, String why) {
        assertThatThrownBy(() -> new Campaign(recipients, numbers, mps, 0, new Campaign.Habits(3, 0)))
                .hasMessageStartingWith(why);
    }
}
