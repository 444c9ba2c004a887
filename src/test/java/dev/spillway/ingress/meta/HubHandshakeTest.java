package dev.spillway.ingress.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

final class HubHandshakeTest {
    private static MultiMap query(String mode, String token) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("hub.mode", mode)
                .add("hub.verify_token", token)
                .add("hub.challenge", "1158201444");
    }

    @Test
    void answersTheBareChallengeToTheRightToken() {
        assertThat(new HubHandshake("token").answer(query("subscribe", "token")))
                .contains("1158201444");
    }

    @Test
    void refusesAnotherTokenModeOrNone() {
        var handshake = new HubHandshake("token");

        assertThat(handshake.answer(query("subscribe", "Token"))).isEmpty();
        assertThat(handshake.answer(query("unsubscribe", "token"))).isEmpty();
        assertThat(handshake.answer(MultiMap.caseInsensitiveMultiMap())).isEmpty();
        assertThat(handshake.answer(query("subscribe", "token").remove("hub.challenge")))
                .isEmpty();
    }
}
