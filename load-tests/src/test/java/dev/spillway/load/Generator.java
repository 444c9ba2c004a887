package dev.spillway.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What this JVM itself adds to what Gatling measures: how late it sends, how long its collector stops it, the processor time
 * it takes. Thread-safe.
 */
final class Generator {
    private static final double LATE_MS_MAX = 50;
    private static final double PAUSE_MS_MAX = 100;

    private final Profile profile;
    private final Histogram lateMicros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 2);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong pauses = new AtomicLong();
    private final AtomicLong pauseMs = new AtomicLong();
    private final AtomicLong pauseMsMax = new AtomicLong();
    private volatile long beganNanos;
    private volatile long beganCpuNanos;
    private volatile boolean counts;
    private volatile String summary = "nothing was sent";

    Generator(Profile profile) {
        this.profile = profile;
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter)
                emitter.addNotificationListener((notice, nothing) -> collected(notice), null, null);
        }
    }

    private void collected(Notification notice) {
        if (!counts) return;
        if (!notice.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) return;
        var info = GarbageCollectionNotificationInfo.from((CompositeData) notice.getUserData());
        var ms = info.getGcInfo().getDuration();
        pauses.incrementAndGet();
        pauseMs.addAndGet(ms);
        pauseMsMax.accumulateAndGet(ms, Math::max);
    }

    /** A webhook is about to be written. The first one tells when the run began. */
    void sends() {
        if (!counts) begin();
        var number = sent.getAndIncrement();
        var late = System.nanoTime() - beganNanos - profile.dueNanos(number);
        lateMicros.recordValue(Math.max(0, Math.min(lateMicros.getHighestTrackableValue(), late / 1000)));
    }

    private synchronized void begin() {
        if (counts) return;
        beganCpuNanos = cpuNanos();
        beganNanos = System.nanoTime();
        counts = true;
    }

    /** The load is over; what comes now does not count. */
    void ends() {
        if (!counts) return;
        counts = false;
        var seconds = (System.nanoTime() - beganNanos) / 1e9;
        var cores = (cpuNanos() - beganCpuNanos) / 1e9 / seconds;
        summary = String.format(
                Locale.ROOT,
                "sent %d in %.1f s; late p50 %.0f ms, p99 %.0f ms, at most %.0f ms; collector %d pauses, %d ms, longest %d ms;"
                        + " processor %.2f cores",
                sent.get(),
                seconds,
                lateMs(50),
                lateMs(99),
                lateMs(100),
                pauses.get(),
                pauseMs.get(),
                pauseMsMax.get(),
                cores);
    }

    private double lateMs(double percentile) {
        return lateMicros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Whether what Gatling measured says more of this JVM than of the gateway. */
    boolean wasTheLimit() {
        return lateMs(99) > LATE_MS_MAX || pauseMsMax.get() > PAUSE_MS_MAX;
    }

    @Override
    public String toString() {
        return summary;
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
