package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sessions, each with a token against forged requests: only together with the session's cookies it is good. */
final class SapSessions {
    private static final String COOKIE = "SAP_SESSIONID_S4H_100";

    private final Map<String, Session> open = new HashMap<>();
    private Duration idle = Duration.ofMinutes(30);
    private int opened;

    private record Session(String token, Instant usedAt) {}

    void expire() {
        open.clear();
    }

    /** How long a session lives without a call. */
    void idle(Duration idle) {
        this.idle = idle;
    }

    int opened() {
        return opened;
    }

    /** Gives a token and the cookies of its session. */
    Said open(Asked asked, Said said) {
        var session = UUID.randomUUID().toString();
        var token = UUID.randomUUID().toString().replace("-", "") + "==";
        opened++;
        open.put(session, new Session(token, asked.at()));
        return said.with("x-csrf-token", token)
                .with(
                        "Set-Cookie",
                        List.of(
                                "sap-usercontext=sap-client=100; path=/",
                                COOKIE + "=" + session + "; path=/; HttpOnly"));
    }

    /** Refuses a write without them, or with those of a session that is over. */
    void check(Asked asked) {
        open.values().removeIf(session -> !session.usedAt.plus(idle).isAfter(asked.at()));
        var id = asked.cookies().getOrDefault(COOKIE, "");
        var session = open.get(id);
        if (session == null || !session.token.equals(asked.header("x-csrf-token"))) {
            throw Refusal.of(new Said(
                    403,
                    Map.of("x-csrf-token", List.of("Required"), "Content-Type", List.of("text/plain")),
                    "CSRF token validation failed",
                    ""));
        }
        open.put(id, new Session(session.token, asked.at()));
    }
}
