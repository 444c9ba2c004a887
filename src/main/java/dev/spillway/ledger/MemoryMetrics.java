package dev.spillway.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is asked of Postgres' long memory. Asked = {@code answered + failed + refused} + those that wait.
 *
 * <ul>
 *   <li>{@code gateway_ledger_asked_total{about=event|delivery,result=answered|failed|refused}}: {@code failed} while Postgres
 *       is away, {@code refused} because too many waited
 *   <li>{@code gateway_ledger_ask_seconds{about}}: duration of one question, which asks for many
 *   <li>{@code gateway_ledger_asking{about}}: events or deliveries that wait for an answer
 * </ul>
 */
public final class MemoryMetrics {
    private final MeterRegistry registry;

    public MemoryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    About about(String what) {
        return new About(registry, what);
    }

    /** The metrics of one sort of question. Callable from any thread. */
    static final class About {
        private final Counter answered;
        private final Counter failed;
        private final Counter refused;
        private final Timer duration;
        private final AtomicInteger asking = new AtomicInteger();

        private About(MeterRegistry registry, String what) {
            answered = registry.counter("gateway.ledger.asked", "about", what, "result", "answered");
            failed = registry.counter("gateway.ledger.asked", "about", what, "result", "failed");
            refused = registry.counter("gateway.ledger.asked", "about", what, "result", "refused");
            duration = registry.timer("gateway.ledger.ask", "about", what);
            Gauge.builder("gateway.ledger.asking", asking, AtomicInteger::get)
                    .tag("about", what)
                    .strongReference(true)
                    .register(registry);
        }

        void refused(int size) {
            refused.increment(size);
        }

        void waits(int size) {
            asking.addAndGet(size);
        }

        void ended(int size, boolean isAnswered, long nanos) {
            asking.addAndGet(-size);
            (isAnswered ? answered : failed).increment(size);
            duration.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
