package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import dev.spillway.support.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis dies, hangs and is full under load; afterwards everything that was answered for is in the streams, once. */
class SafeInboxIT {
    private static final String PHONE = "5215550104321";
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private Path directory = Path.of("");
    private LocalRedis server;
    private InboxRig rig;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createTempDirectory("spillway-safe");
        server = LocalRedis.start(directory);
        rig = new InboxRig(server, InboxRig.database(TestStores.postgres()), TIMEOUT).ready();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
        Folder.remove(directory);
    }

    /** What was answered for while something went wrong. */
    private record Load(List<Event> sent, List<Future<List<Receipt>>> answers) {
        List<String> accepted() {
            var accepted = new ArrayList<String>();
            for (var i = 0; i < sent.size(); i++) {
                var answer = answers.get(i);
                if (answer.succeeded() && !answer.result().contains(Receipt.FAILED)) {
                    accepted.add(sent.get(i).id().value());
                }
            }
            return accepted;
        }
    }

    private interface Fault {
        void happens() throws IOException, InterruptedException;
    }

    /** Events come all the time; the fault happens in the middle of them. */
    private Load load(int events, Fault fault) throws IOException, InterruptedException {
        var load = new Load(new ArrayList<>(), new ArrayList<>());
        for (var i = 0; i < events; i++) {
            if (i == events / 3) fault.happens();
            var event = InboxRig.event("load" + i);
            load.sent().add(event);
            load.answers().add(rig.sent(rig.inbox, List.of(event)));
            TimeUnit.MILLISECONDS.sleep(1);
        }
        rig.loop.call(() -> Future.join(load.answers()).otherwiseEmpty());
        return load;
    }

    private void awaitRedis() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> rig.sent(rig.redis, List.of(InboxRig.event("probe" + System.nanoTime())))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .handle((receipts, cause) -> cause == null && receipts.contains(Receipt.ACCEPTED))
                        .get());
    }

    private void everyAcceptedEventIsInRedisOnce(Load load) {
        awaitRedis();
        rig.adopt();
        var times = rig.streams();
        assertThat(times.keySet()).containsAll(load.accepted());
        assertThat(times.values()).containsOnly(1);
        assertThat(rig.rows()).isEmpty();
    }

    @Test
    void takesEverythingWhileRedisIsKilled() throws Exception {
        var load = load(900, server::kill);
        server.restart();
        assertThat(load.accepted()).hasSize(900);
        assertThat(rig.count("gateway.inbox.overflow.events", "stored")).isPositive();
        everyAcceptedEventIsInRedisOnce(load);
    }

    @Test
    void takesEverythingWhileRedisHangs() throws Exception {
        var load = load(900, () -> rig.signal("STOP"));
        rig.signal("CONT");
        assertThat(load.accepted()).hasSize(900);
        everyAcceptedEventIsInRedisOnce(load);
    }

    @Test
    void countsAnAnswerThatCameWhileItsOwnLoopStoodStill() throws Exception {
        rig.accept(rig.redis, InboxRig.event("the clock is known"));
        Context loop = rig.loop.call(() -> Future.succeededFuture(Vertx.currentContext()));
        try (var wire = new Wire(loop, Wire.standstill(TIMEOUT.multipliedBy(2)))) {
            rig.signal("STOP");
            var answer = rig.sent(rig.inbox, List.of(InboxRig.event("waited")));
            wire.pull();
            TimeUnit.MILLISECONDS.sleep(50);
            rig.signal("CONT");
            assertThat(rig.loop.call(() -> answer)).containsExactly(Receipt.ACCEPTED);
        }
        assertThat(rig.count("gateway.inbox.overflow.events", "stored")).isZero();
        assertThat(rig.streams()).hasSize(2);
    }

    @Test
    void isMorePatientWithARedisThatTookLongAMomentAgo() throws Exception {
        var database = InboxRig.database(TestStores.postgres());
        try (var patient = new InboxRig(server, database, TIMEOUT, 4).ready()) {
            patient.accept(patient.redis, InboxRig.event("the clock is known"));
            assertThat(pausedFor(patient, TIMEOUT.multipliedBy(2).dividedBy(3))).containsExactly(Receipt.ACCEPTED);
            assertThat(patient.inbox.strain()).isGreaterThan(1);
            assertThat(pausedFor(patient, TIMEOUT.multipliedBy(4).dividedBy(3))).containsExactly(Receipt.ACCEPTED);
            assertThat(patient.count("gateway.inbox.overflow.events", "stored")).isZero();
            Awaitility.await().until(() -> patient.inbox.strain() == 1);
        }
    }

    @Test
    void isNoMorePatientWithARedisThatHangs() throws Exception {
        var database = InboxRig.database(TestStores.postgres());
        try (var patient = new InboxRig(server, database, TIMEOUT, 4).ready()) {
            patient.accept(patient.redis, InboxRig.event("the clock is known"));
            patient.signal("STOP");
            patient.accept(patient.inbox, InboxRig.event("pays"));
            assertThat(patient.inbox.strain()).isLessThan(2); // a busy machine is some strain
            patient.signal("CONT");
        }
    }

    private static List<Receipt> pausedFor(InboxRig rig, Duration pause) throws IOException, InterruptedException {
        rig.signal("STOP");
        var answer = rig.sent(rig.inbox, List.of(InboxRig.event("paused for " + pause)));
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        rig.signal("CONT");
        return rig.loop.call(() -> answer);
    }

    @Test
    void takesEverythingWhileRedisIsFull() throws Exception {
        var load = load(300, () -> config("maxmemory", "1"));
        config("maxmemory", "0");
        assertThat(load.accepted()).hasSize(300);
        assertThat(rig.count("gateway.inbox.overflow.events", "stored")).isPositive();
        everyAcceptedEventIsInRedisOnce(load);
    }

    private void config(String key, String value) {
        rig.loop.call(() ->
                rig.link.send(Request.cmd(Command.CONFIG).arg("SET").arg(key).arg(value)));
    }

    @Test
    void letsNothingAppearInRedisThatWasGivenUp() throws Exception {
        rig.accept(rig.redis, InboxRig.event("first", PHONE));
        rig.signal("STOP");
        var given = InboxRig.event("given up", PHONE);
        assertThat(rig.accept(rig.inbox, given)).containsExactly(Receipt.ACCEPTED);
        assertThat(rig.rows()).hasSize(1);
        rig.signal("CONT");
        awaitRedis();
        var later = InboxRig.event("later", PHONE);
        rig.accept(rig.inbox, later);
        assertThat(rig.stream(given.shard())).contains(later).doesNotContain(given);
        assertThat(rig.count("gateway.inbox.events", "lost")).isPositive();
    }

    @Test
    void spendsNoTimeOnARedisThatIsKnownToHang() throws Exception {
        rig.accept(rig.redis, InboxRig.event("first"));
        rig.signal("STOP");
        rig.accept(rig.inbox, InboxRig.event("pays"));
        var begun = System.nanoTime();
        for (var i = 0; i < 20; i++) rig.accept(rig.inbox, InboxRig.event("free" + i));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.multipliedBy(10));
        rig.signal("CONT");
        awaitRedis();
    }

    @Test
    void goesBackToRedisAtOnceWhenItIsThereAgain() throws Exception {
        server.kill();
        rig.accept(rig.inbox, InboxRig.event("away"));
        server.restart();
        awaitRedis();
        rig.accept(rig.inbox, InboxRig.event("back"));
        var away = InboxRig.event("away").id().value();
        assertThat(rig.rows().stream()
                        .map(row -> EventCodec.decode(row.shard(), row.stored().bytes()))
                        .map(event -> event.id().value())
                        .toList())
                .containsExactly(away);
    }

    @Test
    void failsSoonWhileBothStoresAreAway() throws Exception {
        try (var alone = new InboxRig(server, "postgresql://a:b@127.0.0.1:1/c", TIMEOUT)) {
            server.kill();
            Awaitility.await().until(() -> !alone.link.up());
            var took = took(() -> alone.sent(alone.inbox, List.of(InboxRig.event("a"))));
            assertThat(took).isLessThan(TIMEOUT);
        }
    }

    private static Duration took(Supplier<Future<List<Receipt>>> call) {
        var begun = System.nanoTime();
        var answer = call.get();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(answer::isComplete);
        assertThat(answer.failed()).isTrue();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
