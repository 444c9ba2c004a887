package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void holdsOneSecondsWorthAndFillsAtItsRate() {
        var bucket = new Bucket(80, nanos::get);
        assertThat(taken(bucket, 200)).isEqualTo(80);
        nanos.addAndGet(250_000_000);
        assertThat(taken(bucket, 200)).isEqualTo(20);
    }

    @Test
    void aRateBelowOneStillLetsOnePass() {
        var bucket = new Bucket(0.5, nanos::get);
        assertThat(taken(bucket, 5)).isEqualTo(1);
        nanos.addAndGet(2_000_000_000);
        assertThat(taken(bucket, 5)).isEqualTo(1);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(taken(new Bucket(0, nanos::get), 10_000)).isEqualTo(10_000);
    }

    private static long taken(Bucket bucket, int tries) {
        return IntStream.range(0, tries).filter(n -> bucket.tryTake()).count();
    }
}
