package dev.spillway.limits;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** People who write to the number at random times, so many a second on the average, until it is closed. */
final class Writers implements AutoCloseable {
    /** A webhook is answered in some milliseconds. */
    private static final int AT_ONCE = 32;

    private final Meta meta;
    private final double perSecond;
    private final IntFunction<String> phone;
    private final ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<String, Long> toldAtUs = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread = new Thread(this::write, "writers");
    private volatile boolean over;

    private Writers(Meta meta, double perSecond, IntFunction<String> phone) {
        this.meta = meta;
        this.perSecond = perSecond;
        this.phone = phone;
    }

    /** @param phone of the one who writes next, by how many have written */
    static Writers start(Meta meta, double perSecond, IntFunction<String> phone) {
        var writers = new Writers(meta, perSecond, phone);
        writers.thread.start();
        return writers;
    }

    /** When each person has written first, in microseconds since 1970. */
    Map<String, Long> toldAtUs() {
        return Map.copyOf(toldAtUs);
    }

    /** How many could not be told to Meta at all. */
    int failed() {
        return failed.get();
    }

    private void write() {
        var dice = new SplittableRandom(7);
        var next = System.nanoTime();
        for (var n = 0; !over; n++) {
            next += (long) (-Math.log(1 - dice.nextDouble()) / perSecond * 1e9);
            sleepUntil(next);
            var number = n;
            if (!over) hands.execute(() -> tell(number));
        }
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(int number) {
        var from = phone.apply(number);
        try {
            toldAtUs.putIfAbsent(Backlog.person(from), System.currentTimeMillis() * 1_000);
            meta.write(from, "eco " + (100_000 + number));
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** They write no more; what is on its way still comes. */
    void stop() {
        over = true;
        thread.interrupt();
        hands.shutdown();
    }
}
