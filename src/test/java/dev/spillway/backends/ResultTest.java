package dev.spillway.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultTest {
    private static LostAnswers.Found lost(int records, int different) {
        var row = new LostAnswers.Row("crm", "caso", 20, records, 20 - different, records - different);
        return new LostAnswers.Found(List.of(row), 3, true);
    }

    private static Rates.Row rate(double used, double limited) {
        return new Rates.Row("crm", "nota", 19, used, limited, 40, 9_000);
    }

    private static Neighbours.Found neighbours(long broken) {
        var pairs = List.of(
                new Neighbours.Pair(broken, 100), new Neighbours.Pair(broken, 100), new Neighbours.Pair(900, 100));
        return new Neighbours.Found(pairs, 1, 1, 1, 1.0);
    }

    private static List<OneToken.Row> tokens(int minted, int done) {
        return List.of(new OneToken.Row("crm", minted, done));
    }

    @Test
    void holdsWhenNothingIsMissingOrDoubledAndTheLimitsAreKeptAndUsed() {
        var result = new Result(
                lost(20, 20), List.of(rate(0.97, 0.004)), neighbours(120), tokens(1, 200), Result.Others.NONE);
        assertThat(result.broken()).isEmpty();
        assertThat(result.line())
                .isEqualTo("doubled=0 missing=0 over_limit_share=0.0040 used_min=0.970 p99_ratio_healthy=1.20");
    }

    @Test
    void tellsEveryBoundThatIsBroken() {
        assertThat(new Result(lost(21, 20), null, null, null, Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(lost(19, 19), null, null, null, Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(null, List.of(rate(0.97, 0.02)), null, null, Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(null, List.of(rate(0.97, 0), rate(0.9, 0)), null, null, Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(null, null, neighbours(126), null, Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(null, null, null, tokens(2, 200), Result.Others.NONE).broken())
                .hasSize(1);
        assertThat(new Result(null, null, null, tokens(1, 199), Result.Others.NONE).broken())
                .hasSize(1);
    }

    @Test
    void tellsHowBackendsAreTreatedThatDoNotDoWhatTheyDid() {
        var holds = new Manners(
                new Notes.Found(160, 0, 0, 8, 0),
                new Breaking.Found(true, 60, 6, 0, 200),
                new Renamed.Found(2, 0, 12, 40, 0, 0),
                new Hostile.Found(50, 50, 80, 80, 1_000, 0));
        var breaks = new Manners(
                new Notes.Found(160, 1, 0, 8, 0),
                new Breaking.Found(true, 60, 6, 1, 200),
                new Renamed.Found(1, 0, 12, 40, 0, 0),
                new Hostile.Found(50, 50, 80, 80, 1_000, 1));

        assertThat(holds.broken()).isEmpty();
        assertThat(breaks.broken()).hasSize(4);
        assertThat(new Result(null, null, null, null, new Result.Others(null, null, null, breaks)).broken())
                .hasSize(4);
    }

    @Test
    void showsADashForWhatWasNotMeasured() {
        assertThat(new Result(null, null, null, null, Result.Others.NONE).line())
                .isEqualTo("doubled=- missing=- over_limit_share=- used_min=- p99_ratio_healthy=-");
    }
}
