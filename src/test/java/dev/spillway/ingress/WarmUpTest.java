package dev.spillway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.Rehearsal;
import dev.spillway.ingress.meta.MetaSource;
import dev.spillway.ingress.meta.MetaSourceSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WarmUpTest {
    private static final Source META =
            MetaSource.of(new MetaSourceSettings("meta", List.of("current", "former"), "verify-me"), 64);

    /** Takes everything, and knows that it was closed. */
    private static final class Counting implements Rehearsal {
        private int closed;

        @Override
        public Future<List<Receipt>> accept(List<Event> events) {
            return Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED));
        }

        @Override
        public Future<Void> close() {
            closed++;
            return Future.succeededFuture();
        }
    }

    private final Counting inbox = new Counting();

    /** Deploys it; answers how many samples were examined. */
    private int play(Duration warmUp) throws Exception {
        var examined = new AtomicInteger();
        var counted = new Source(
                META.name(),
                META.verifier(),
                body -> {
                    examined.incrementAndGet();
                    return META.decoder().decode(body);
                },
                META.handshake(),
                META.samples());
        var vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(new WarmUp(IngressSettingsTest.warmedUp(warmUp), List.of(counted), () -> inbox))
                    .await(20, TimeUnit.SECONDS);
            return examined.get();
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void triesTheDoorOutManyTimesAndEnds() throws Exception {
        assertThat(play(Duration.ofSeconds(2))).isGreaterThan(50);
        assertThat(inbox.closed).isOne();
    }

    @Test
    void doesNothingWhereItMustNotTakeTime() throws Exception {
        assertThat(play(Duration.ZERO)).isZero();
    }

    @Test
    void sendsWhatTheDoorLetsInAndUnderstands() {
        assertThat(META.samples()).isNotEmpty().allSatisfy(sample -> {
            var headers = MultiMap.caseInsensitiveMultiMap().add(sample.header(), sample.signature());
            var body = sample.body().getBytes();
            assertThat(META.verifier().verify(headers, body).refusal()).isNull();
            assertThat(META.decoder().decode(body))
                    .singleElement()
                    .satisfies(event -> assertThat(event.kind()).isIn(EventKind.MESSAGE, EventKind.STATUS));
        });
    }
}
