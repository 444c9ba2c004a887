package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The door with other settings than usual. */
final class DoorwaysTest {
    private static Future<List<Receipt>> takeAll(List<Event> events) {
        return Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED));
    }

    @Test
    void instancesShareOneFreePort() throws Exception {
        var settings = IngressSettingsTest.settings(2, Duration.ofSeconds(10));
        var door = new DoorUnderTest(settings, DoorwaysTest::takeAll);

        assertThat(door.ports()).hasSize(1).allMatch(port -> port > 0);
        for (var i = 0; i < 8; i++) {
            assertThat(door.post("{}".getBytes(UTF_8)).statusCode()).isEqualTo(200);
        }
        door.close();
    }

    @Test
    void answers408ToABodyThatDripsInAndLeaves() throws Exception {
        var settings = IngressSettingsTest.settings(1, Duration.ofMillis(50));
        var door = new DoorUnderTest(settings, DoorwaysTest::takeAll);
        try (var socket = door.connect("POST /webhooks/meta HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na")) {
            Awaitility.await().until(() -> door.budget.used() == 1);
            Thread.sleep(100); // the very thing the door must not wait for
            socket.getOutputStream().write('b');
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408 ").containsIgnoringCase("connection: close");
        }
        assertThat(door.budget.used()).isZero();
        door.close();
    }
}
