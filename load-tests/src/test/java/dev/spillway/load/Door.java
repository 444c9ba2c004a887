package dev.spillway.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** How webhooks are posted with Gatling: one connection pool for all, one check, nothing remembered by users. */
final class Door {
    static final String WEBHOOK = "webhook";
    static final String WARM_UP = "warm-up of the generator";

    private static final int KNOCK_MS_MAX = 5_000;

    private Door() {}

    static HttpProtocolBuilder protocol() {
        return http.shareConnections()
                .disableCaching()
                .disableWarmUp()
                .disableFollowRedirect()
                .disableAutoReferer()
                .disableAutoOrigin()
                .contentTypeHeader("application/json")
                .userAgentHeader("facebookexternalua");
    }

    static ChainBuilder post(String name, String url, Supply supply, Told told) {
        return exec(session -> session.set(WEBHOOK, supply.next()))
                .exec(http(name)
                        .post(url)
                        .header("X-Hub-Signature-256", session -> of(session).signature())
                        .body(ByteArrayBody(session -> of(session).body()))
                        .check(status().is(200)))
                .exec(session -> answered(session, told));
    }

    /** Fails unless somebody listens there. Nothing is sent: the gateway stays cold. Blocks. */
    static void knock(URI url) throws IOException {
        var port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), KNOCK_MS_MAX);
        } catch (IOException e) {
            throw new IOException(url + " cannot be reached: " + e, e);
        }
    }

    private static Webhook of(Session session) {
        return session.get(WEBHOOK);
    }

    private static Session answered(Session session, Told told) {
        if (!session.isFailed()) told.answered(of(session));
        return session;
    }
}
