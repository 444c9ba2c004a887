package dev.spillway.json;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Tells when an evaluation has used up its time: 250 ms of its thread's processor, or 2 s by the clock. The clock alone cut
 * off honest expressions whose thread had to wait on a loaded machine, which is when a gateway must not fail.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURED = THREADS.isCurrentThreadCpuTimeSupported();

    /** Most evaluations end before; only the others pay for asking the system about the processor. */
    private static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long CPU_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250) - FREE_NANOS;
    private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    private final long start = System.nanoTime();
    private long cpuStart = -1;

    boolean isOver() {
        var now = System.nanoTime();
        Turn.check(now);
        var elapsed = now - start;
        if (elapsed < FREE_NANOS) return false;
        if (cpuStart < 0) cpuStart = cpu();
        return elapsed > NANOS_MAX || (elapsed > CPU_NANOS_MAX && cpu() - cpuStart > CPU_NANOS_MAX);
    }

    private static long cpu() {
        return MEASURED ? THREADS.getCurrentThreadCpuTime() : System.nanoTime() & Long.MAX_VALUE;
    }
}
