package dev.spillway.ingress;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many connections are open at the doors. Each takes memory and a file of the process: whoever has too few files left
 * can neither answer nor load its own classes. Shown as {@code gateway_ingress_connections}, and as {@code
 * gateway_ingress_connections_refused_total} those that were closed at once, as there were so many. Thread-safe; one for the process.
 */
public final class Connections {
    private final int max;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** @param max that may be open at once, over all doors */
    public Connections(int max, MeterRegistry registry) {
        this.max = max;
        Gauge.builder("gateway_ingress_connections", this, Connections::open).register(registry);
        FunctionCounter.builder("gateway_ingress_connections_refused", this, Connections::refused)
                .register(registry);
    }

    /** Lets a new connection stay until somebody closes it, or closes it at once: its sender comes again, as after a 503. */
    void admit(HttpConnection connection) {
        if (open.incrementAndGet() <= max) {
            connection.closeHandler(closed -> open.decrementAndGet());
        } else {
            open.decrementAndGet();
            refused.increment();
            connection.close();
        }
    }

    /** Open now. */
    int open() {
        return open.get();
    }

    /** Closed at once, since the start. */
    long refused() {
        return refused.sum();
    }
}
