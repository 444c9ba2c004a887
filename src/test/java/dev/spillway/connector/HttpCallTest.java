package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpCallTest {
    @Test
    void showsNobodyInALog() {
        var uri = URI.create("https://crm.test/contacts/5215550104321/notes?key=s3cret");
        var call = new HttpCall("POST", uri, Map.of("A", "s3cret"), Payload.of("hola"), Duration.ofSeconds(1), true);

        assertThat(call).hasToString("POST https://crm.test/…");
    }
}
