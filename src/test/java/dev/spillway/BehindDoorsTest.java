package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class BehindDoorsTest {
    /** Tells the priority of its event loop. */
    private static final class Room extends VerticleBase {
        private volatile boolean started;
        private volatile boolean stopped;

        @Override
        public Future<?> start() {
            started = true;
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            stopped = true;
            return Future.succeededFuture();
        }

        int priority() throws Exception {
            var told = new CompletableFuture<Integer>();
            context.runOnContext(turn -> told.complete(Thread.currentThread().getPriority()));
            return told.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void givesARoomAnEventLoopThatGivesWayToTheOthers() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var door = new Room();
            var behind = new Room();
            vertx.deployVerticle(door).await(10, TimeUnit.SECONDS);
            var id = vertx.deployVerticle(new BehindDoors(behind)).await(10, TimeUnit.SECONDS);
            Awaitility.await().until(() -> behind.priority() == Thread.MIN_PRIORITY);
            assertThat(door.priority()).isEqualTo(Thread.NORM_PRIORITY);
            assertThat(behind.started).isTrue();
            vertx.undeploy(id).await(10, TimeUnit.SECONDS);
            assertThat(behind.stopped).isTrue();
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
