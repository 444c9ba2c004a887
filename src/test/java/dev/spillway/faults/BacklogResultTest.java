package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.faults.BacklogResult.HeapAt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogResultTest {
    private static final List<Pair> EQUAL = List.of(pair(20, 20), pair(20, 20), pair(500, 20));

    @Test
    void holdsWhenOnlyOneOfThreePairsIsSlow() {
        assertThat(result(40, 50, EQUAL).holds()).isTrue();
    }

    @Test
    void doesNotHoldWhenTheMedianPairIsSlow() {
        assertThat(result(40, 40, List.of(pair(20, 20), pair(26, 20), pair(26, 20)))
                        .holds())
                .isFalse();
    }

    @Test
    void doesNotHoldWhenTheHeapGrowsWithTheBacklog() {
        assertThat(result(40, 55.9, EQUAL).holds()).isTrue();
        assertThat(result(40, 56.1, EQUAL).holds()).isFalse();
    }

    @Test
    void looksAtTheWorseLane() {
        var slowMain = new Pair(Map.of(Lane.CRM, 10L, Lane.MAIN, 30L), Map.of(Lane.CRM, 10L, Lane.MAIN, 10L));

        assertThat(Pair.medianRatio(List.of(slowMain))).isEqualTo(3);
    }

    @Test
    void tellsMachinesInOneLine() {
        assertThat(result(40, 41, EQUAL).line())
                .isEqualTo("backlog=100003 heap_mb_at_10k=40.0 heap_mb_at_100k=41.0 p99_ratio_median=1.00 pairs=3");
    }

    private static Pair pair(long loaded, long control) {
        return new Pair(Map.of(Lane.CRM, loaded, Lane.MAIN, 10L), Map.of(Lane.CRM, control, Lane.MAIN, 10L));
    }

    private static BacklogResult result(double atTenth, double atAll, List<Pair> pairs) {
        var heaps = List.of(
                new HeapAt(0, 30),
                new HeapAt(10_000, atTenth),
                new HeapAt(50_000, atTenth),
                new HeapAt(100_000, atAll));
        return new BacklogResult(100_003, 100_003, heaps, List.of(), pairs, 0);
    }
}
