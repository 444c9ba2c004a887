package dev.spillway.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderSettingsTest {
    private static final URI API = URI.create("https://graph.example/");

    @Test
    void hidesItsToken() {
        assertThat(with("lumbre", "1182", "EAAG-secret", API, "v26.0").toString())
                .doesNotContain("EAAG");
    }

    @Test
    void joinsTheAddressWhetherOrNotTheApiEndsWithASlash() {
        assertThat(with("lumbre", "1182", "t", API, "v26.0").messagesUri())
                .hasToString("https://graph.example/v26.0/1182/messages");
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertThatThrownBy(() -> with("Lumbre MX", "1182", "t", API, "v26.0")).hasMessageContaining("senders[].name");
        assertThatThrownBy(() -> with("lumbre", "+52", "t", API, "v26.0")).hasMessageContaining("phoneNumberId");
        assertThatThrownBy(() -> with("lumbre", "1182", "t\r\nX: y", API, "v26.0"))
                .hasMessageContaining("accessToken")
                .hasMessageNotContaining("X: y");
        assertThatThrownBy(() -> with("lumbre", "1182", "", API, "v26.0")).hasMessageContaining("accessToken");
        assertThatThrownBy(() -> with("lumbre", "1182", "t", URI.create("ftp://x"), "v26.0"))
                .hasMessageContaining("apiUrl");
        assertThatThrownBy(() -> with("lumbre", "1182", "t", API, "26")).hasMessageContaining("v26.0");
    }

    private static SenderSettings with(String name, String numberId, String token, URI api, String version) {
        return new SenderSettings(name, numberId, token, api, version, Duration.ofSeconds(10));
    }
}
