package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlopeTest {
    private static Slope of(double... backlogs) {
        var slope = new Slope();
        for (var n = 0; n < backlogs.length; n++) slope.add(n * 0.5, backlogs[n]);
        return slope;
    }

    @Test
    void isWhatABacklogGrowsByInASecond() {
        assertThat(of(10, 20, 30, 40).perSecond()).isCloseTo(20, within(1e-9));
    }

    @Test
    void isNegativeWhenItShrinks() {
        assertThat(of(400, 380, 390, 300).perSecond()).isNegative();
    }

    @Test
    void looksPastWhatComesAndGoes() {
        assertThat(of(100, 0, 100, 0, 0, 100, 0, 100).perSecond()).isCloseTo(0, within(1e-9));
    }

    @Test
    void isFlatBeforeThereIsAnythingToCompare() {
        assertThat(of().perSecond()).isZero();
        assertThat(of(7).perSecond()).isZero();
    }
}
