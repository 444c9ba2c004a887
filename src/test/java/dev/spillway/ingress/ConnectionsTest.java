package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More connections than the doors allow, over real sockets. */
final class ConnectionsTest {
    private static final int MAX = 3;
    private static final String ASKS = "GET /webhooks/nobody HTTP/1.1\r\nHost: here\r\n\r\n";

    private DoorUnderTest door;

    @BeforeEach
    void open() throws Exception {
        door = new DoorUnderTest(
                IngressSettingsTest.connections(2, MAX),
                events -> Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED)));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    /** Whether another answer comes, before the end of the stream. */
    private static boolean isAnswered(Socket socket) throws IOException {
        var read = new StringBuilder();
        try {
            while (read.indexOf("HTTP/1.1") < 0) {
                var next = socket.getInputStream().read();
                if (next < 0) return false;
                read.append((char) next);
            }
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private double open(String name) {
        return door.meters.get("gateway_ingress_" + name).gauge().value();
    }

    private double refused() {
        return door.meters
                .get("gateway_ingress_connections_refused")
                .functionCounter()
                .count();
    }

    @Test
    void closesWhatIsTooManyAtOnceOverAllInstancesAndServesTheOthers() throws Exception {
        var sockets = new Socket[MAX];
        for (var i = 0; i < MAX; i++) {
            sockets[i] = door.connect(ASKS);
            assertThat(isAnswered(sockets[i])).isTrue();
        }
        try (var tooMany = door.connect(ASKS)) {
            assertThat(isAnswered(tooMany)).isFalse();
        }
        assertThat(refused()).isEqualTo(1);
        assertThat(open("connections")).isEqualTo(MAX);
        sockets[0].getOutputStream().write(ASKS.getBytes(US_ASCII));
        assertThat(isAnswered(sockets[0])).isTrue();
        for (var socket : sockets) socket.close();
    }

    @Test
    void letsTheNextInWhenOneHasGone() throws Exception {
        for (var i = 0; i < 3 * MAX; i++) {
            try (var socket = door.connect(ASKS)) {
                assertThat(isAnswered(socket)).isTrue();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(open("connections")).isZero());
        }
        assertThat(refused()).isZero();
    }
}
