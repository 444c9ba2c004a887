package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetaWireTest {
    @Test
    void escapesAsMetaDoes() {
        assertThat(MetaWire.escape("{\"a\":\"¿Dónde? ä 🧥 a/b <ok> 50% x@y\"}"))
                .isEqualTo("{\"a\":\"\\u00bfD\\u00f3nde? \\u00e4 \\ud83e\\udde5 a\\/b <ok> 50% x@y\"}");
    }

    @Test
    void writesTheBytesOfTheRecordedSample() throws IOException {
        var plain = sample("wire_text_utf8.json");
        assertThat(MetaWire.escape(plain)).isEqualTo(sample("wire_text_escaped_lower_slash.json"));
    }

    @Test
    void signsLikeTheRecordedVector() {
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(MetaWire.signature("made-up-app-secret-0123456789abcdef", body))
                .isEqualTo("sha256=8cca01afc87f991670788a1cd593cae650a22b13ce527983673b5f0a5c44aad2");
    }

    private static String sample(String name) throws IOException {
        try (var file = MetaWireTest.class.getResourceAsStream(name)) {
            if (file == null) throw new IOException("no " + name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
