package dev.spillway.ladder;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts answers. Belongs to an event loop. */
final class Tally {
    private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final Histogram latency = new Histogram(NANOS_MAX, DIGITS);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long begunAt = System.nanoTime();
    private long cpuAtBegin = threads.getCurrentThreadCpuTime();
    private long errors;
    private boolean exhausted;

    void answered(int status, long since) {
        if (status == 200) latency.recordValue(Math.min(NANOS_MAX, System.nanoTime() - since));
        else errors++;
    }

    void error() {
        errors++;
    }

    void exhausted() {
        exhausted = true;
    }

    /** What has been counted since the last call. */
    Outcome take() {
        var seconds = (System.nanoTime() - begunAt) / 1e9;
        var percentiles = new Outcome.Latency(us(50), us(99), us(99.9));
        var busy = (threads.getCurrentThreadCpuTime() - cpuAtBegin) / 1e9 / seconds;
        var outcome = new Outcome(latency.getTotalCount(), seconds, errors, percentiles, exhausted, busy);
        latency.reset();
        errors = 0;
        exhausted = false;
        begunAt = System.nanoTime();
        cpuAtBegin = threads.getCurrentThreadCpuTime();
        return outcome;
    }

    private double us(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }
}
