package dev.spillway.json;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells when an evaluation has used up its time: 250 ms of its thread's processor. The clock cut off honest expressions whose
 * thread had to wait, or whose process stood still, which is when a gateway must not fail; it counts only where the system does
 * not tell the processor's time, and there 2 s. An evaluation waits for nothing: its processor's time always comes to an end.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean MEASURED = THREADS.isCurrentThreadCpuTimeSupported();

    /** Most evaluations end before; only the others pay for asking the system about the processor. */
    private static final long FREE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long CPU_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250) - FREE_NANOS;
    private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(2);
    private static final long UNTOLD = -1;

    private final LongSupplier clock;
    private final LongSupplier processor;
    private final long start;
    private boolean asked;
    private long cpuStart;

    Stopwatch() {
        this(System::nanoTime, Stopwatch::cpu);
    }

    /** @param processor nanoseconds that this thread had of it; negative if nobody can tell */
    Stopwatch(LongSupplier clock, LongSupplier processor) {
        this.clock = clock;
        this.processor = processor;
        this.start = clock.getAsLong();
    }

    boolean isOver() {
        var now = clock.getAsLong();
        Turn.check(now);
        var elapsed = now - start;
        if (elapsed < FREE_NANOS) return false;
        if (!asked) {
            asked = true;
            cpuStart = processor.getAsLong();
        }
        return elapsed > CPU_NANOS_MAX && hadEnough(elapsed);
    }

    private boolean hadEnough(long elapsed) {
        var cpu = processor.getAsLong();
        var untold = cpu < 0 || cpuStart < 0;
        return untold ? elapsed > NANOS_MAX : cpu - cpuStart > CPU_NANOS_MAX;
    }

    /** Somebody may switch the measuring off while it runs. */
    private static long cpu() {
        return MEASURED ? THREADS.getCurrentThreadCpuTime() : UNTOLD;
    }
}
