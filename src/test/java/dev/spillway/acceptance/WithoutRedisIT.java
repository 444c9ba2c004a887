package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Redis dies, hangs, and comes back empty: webhooks are refused at once, nothing answered is lost, nobody restarts us. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutRedisIT {
    private static final Duration PROMISED = Duration.ofMillis(250);
    /** One slow answer on a busy machine proves nothing; a sender that waits for seconds would. */
    private static final Duration AT_MOST = Duration.ofSeconds(1);

    private static final int POSTS = 40;

    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        scene = Scene.on(OwnStores.start());
        warmUp();
    }

    /** The first requests pay for classes and connections. */
    private void warmUp() {
        var customer = scene.customer();
        for (var i = 0; i < POSTS; i++) scene.posts(customer.asking("wamid.same"));
        customer.answered(1, Duration.ofSeconds(20));
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void takesWebhooksWhileRedisIsDeadAndAnswersCustomersWhenItIsBack() throws IOException {
        var customer = scene.customer();
        var wamid = Webhook.newWamid();
        scene.stores().redis().kill();
        taken(Stream.generate(() -> scene.posts(customer.asking(wamid)))
                .limit(POSTS)
                .toList());
        Scene.await("degraded").until(() -> degraded().contains("redis"));
        assertThat(scene.management("/ready").status()).isEqualTo(200);

        scene.stores().redis().restart();
        answersAgain(customer, wamid);
        Scene.await("well again").until(() -> !degraded().contains("redis"));
    }

    private String degraded() {
        var report = scene.management("/ready").body();
        var list = report.substring(report.indexOf("\"degraded\""));
        return list.substring(0, list.indexOf(']'));
    }

    @Test
    void takesWebhooksWhileRedisHangsAndAnswersOnceWhenItWakes() throws Exception {
        var customer = scene.customer();
        var wamid = Webhook.newWamid();
        signal("STOP");
        // Enough of them to outlive the time after which the connection is given up.
        taken(Stream.generate(() -> scene.posts(customer.asking(wamid)))
                .limit(POSTS / 2)
                .toList());
        signal("CONT");
        answersAgain(customer, wamid);
    }

    private void signal(String name) throws IOException, InterruptedException {
        var pid = String.valueOf(scene.stores().redis().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private static void taken(List<Http.Reply> replies) {
        assertThat(replies).extracting(Http.Reply::status).containsOnly(200);
        var sorted = replies.stream().map(Http.Reply::took).sorted().toList();
        assertThat(sorted.get(sorted.size() / 2)).as("median").isLessThan(PROMISED);
        assertThat(sorted.get(sorted.size() - 1)).as("slowest").isLessThan(AT_MOST);
    }

    /** Comes again as Meta does, until it is taken; one answer, 10 seconds after Redis at the latest. */
    private void answersAgain(Customer customer, String wamid) {
        var since = System.nanoTime();
        Scene.await("200 again").until(() -> scene.posts(customer.asking(wamid)).status() == 200);
        var left = Duration.ofSeconds(10).minusNanos(System.nanoTime() - since);
        assertThat(customer.answered(1, left)).hasSize(1);
        var event = Webhook.eventIdOfMessage(wamid);
        Scene.await("its answer has been read")
                .until(() -> scene.traceOf(event).statuses().contains("read"));
        assertThat(customer.answers()).hasSize(1);
    }

    @Test
    void losesNothingThatWasAnsweredWhenRedisIsKilledUnderLoad() throws IOException {
        var customers = scene.customers(20);
        var first = customers.stream().map(this::asksUntilTaken).toList();
        scene.stores().redis().kill();
        scene.stores().redis().restart();
        assertThat(customers).allSatisfy(customer -> customer.answered(1, Duration.ofSeconds(20)));
        for (var wamid : first) scene.traced(Webhook.eventIdOfMessage(wamid));
        Scene.await("every note")
                .until(() -> customers.stream()
                        .allMatch(customer -> !customer.notes().isEmpty()));
        assertThat(scene.crm().effects().values()).containsOnly(1);
    }

    private String asksUntilTaken(Customer customer) {
        var wamid = Webhook.newWamid();
        Scene.await("a 200").until(() -> scene.posts(customer.asking(wamid)).status() == 200);
        return wamid;
    }

    @Test
    void goesOnWithoutItsScripts() throws IOException {
        redis("SCRIPT FLUSH");
        var customer = scene.customer();
        assertThat(scene.posts(customer.asking(Webhook.newWamid())).status()).isEqualTo(200);
        customer.answered(1, Duration.ofSeconds(10));
    }

    @Test
    void goesOnWithARedisThatWasEmptied() throws IOException {
        redis("FLUSHALL");
        var customer = scene.customer();
        var wamid = Webhook.newWamid();
        assertThat(scene.posts(customer.asking(wamid)).status()).isEqualTo(200);
        customer.answered(1, Duration.ofSeconds(10));
        scene.traced(Webhook.eventIdOfMessage(wamid));
    }

    private void redis(String command) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), scene.stores().redis().port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        }
    }
}
