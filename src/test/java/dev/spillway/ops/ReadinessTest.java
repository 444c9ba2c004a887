package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void needsOneStoreOfSeveral() {
        var stores = List.of(
                Health.store("redis", () -> State.down("away")),
                Health.store("overflow", () -> State.degraded("slow")));

        var report = new Readiness(() -> Phase.SERVING, stores, registry).report();

        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).containsExactly("overflow", "redis");
        assertThat(registry.get("gateway.ops.part.level")
                        .tag("part", "overflow")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void takesAPartThatCannotTellForDown() {
        var parts = List.of(Health.store("redis", () -> State.UP), Health.part("broken", () -> {
            throw new IllegalStateException("a defect");
        }));

        var report = new Readiness(() -> Phase.SERVING, parts, registry).report();

        assertThat(report.ready()).isTrue();
        assertThat(report.degraded()).containsExactly("broken");
    }

    @Test
    void remembersWhatAProbeWasTold() throws Exception {
        var vertx = Vertx.vertx();
        var answer = new AtomicReference<>(Future.succeededFuture(State.UP));
        var probe = Probe.start(vertx, Duration.ofMillis(5), answer::get);

        Awaitility.await().until(() -> probe.get().equals(State.UP));
        answer.set(Future.failedFuture(new IllegalStateException("away")));
        Awaitility.await().until(() -> probe.get().equals(State.down("IllegalStateException")));
        probe.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> new OpsSettings("127.0.0.1", 70_000, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("management.port must be 0..65535, was 70000");
    }
}
