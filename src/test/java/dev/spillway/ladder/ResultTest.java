package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ladder.Outcome.Latency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static Row row(Rung rung, double perSecond, double gatewayUs) {
        var each = new Spent(gatewayUs, 12.34, 0, 5, 2048);
        return new Row(rung, perSecond, new Latency(1000, 2000, 3000), each, 180, true);
    }

    private static Result of(Map<Rung, Row> rows) {
        return new Result(rows.keySet(), rows);
    }

    @Test
    void tellsMachinesEveryFigureByItsName() {
        var result = of(Map.of(
                Rung.NULL, row(Rung.NULL, 80_000, 10),
                Rung.ACCEPT, row(Rung.ACCEPT, 40_000, 18.06),
                Rung.ACCEPT_FSYNC, row(Rung.ACCEPT_FSYNC, 36_000, 19),
                Rung.NULL_64, row(Rung.NULL_64, 60_000, 10),
                Rung.ACCEPT_64, row(Rung.ACCEPT_64, 24_000, 20),
                Rung.ACCEPT_BATCH, row(Rung.ACCEPT_BATCH, 700, 900),
                Rung.FULL, row(Rung.FULL, 8_000, 60)));

        assertThat(result.line())
                .isEqualTo("null_rps=80000 accept_rps=40000 accept_over_null=0.500 accept_over_null_64=0.400 "
                        + "full_over_null=0.100 gateway_us=18.1 redis_us=12.3 batch_events_per_s=70000 null_us=10.0 "
                        + "fsync_over_null=0.450");
    }

    @Test
    void saysNanForWhatWasNotMeasuredOrFailed() {
        var result = of(Map.of(
                Rung.NULL, row(Rung.NULL, 80_000, 10),
                Rung.ACCEPT, row(Rung.ACCEPT, 40_000, 18).failed()));

        assertThat(result.isGood()).isFalse();
        assertThat(result.line()).startsWith("null_rps=80000 accept_rps=nan accept_over_null=nan ");
    }

    @Test
    void isNotGoodWithoutARungThatWasAskedFor() {
        var rows = Map.of(Rung.NULL, row(Rung.NULL, 80_000, 10));

        assertThat(new Result(Set.of(Rung.NULL), rows).isGood()).isTrue();
        assertThat(new Result(Set.of(Rung.NULL, Rung.ACCEPT), rows).isGood()).isFalse();
    }

    @Test
    void aRungFailsWhenItWasNeverMeasured() {
        assertThat(Row.of(Rung.ACCEPT, List.of()).isGood()).isFalse();
    }

    @Test
    void aRungFailsByOneErrorInOneRound() {
        var good = new Sample(Rung.ACCEPT, new Outcome(10, 1, 0, new Latency(1, 2, 3), false, 0.5), spent(), 1);
        var bad = new Sample(Rung.ACCEPT, new Outcome(10, 1, 1, new Latency(1, 2, 3), false, 0.5), spent(), 1);

        assertThat(Row.of(Rung.ACCEPT, List.of(good, good)).isGood()).isTrue();
        assertThat(Row.of(Rung.ACCEPT, List.of(good, bad)).isGood()).isFalse();
    }

    @Test
    void aRungFailsWhenTheClientRanOutOfRequests() {
        var exhausted = new Sample(Rung.ACCEPT, new Outcome(10, 1, 0, new Latency(1, 2, 3), true, 0.5), spent(), 1);

        assertThat(exhausted.isGood()).isFalse();
        assertThat(exhausted.trouble()).contains("--prepare");
    }

    @Test
    void theClientIsTheLimitWhenItWasHardlyEverIdle() {
        var outcome = new Outcome(10, 1, 0, new Latency(1, 2, 3), false, 0.5);

        assertThat(outcome.isClientTheLimit()).isFalse();
        assertThat(outcome.and(outcome.busy(0.95)).isClientTheLimit()).isTrue();
    }

    private static Spent spent() {
        return new Spent(1, 1, 1, 1, 1);
    }
}
