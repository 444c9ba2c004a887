package dev.spillway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void alignsTheHops() {
        var transcript = transcript(false);
        transcript.hopTitles();
        transcript.hop(Duration.ofMillis(0), Duration.ofMillis(0), "customer", "writes \"¿Dónde?\"");
        transcript.hop(Duration.ofMillis(1234), Duration.ofMillis(56), "crm note", "made");
        transcript.row(Duration.ofMillis(17), "lookup", "order-status.lookup", "{\"ms\":4}");
        assertThat(text()).isEqualTo("""
                           at ms   + ms  hop       \s
                               0      0  customer   writes "¿Dónde?"
                            1234     56  crm note   made
                              17                      lookup    order-status.lookup                {"ms":4}
                        """);
    }

    @Test
    void showsColoursOnlyOnATerminal() {
        transcript(false).good("done");
        assertThat(text()).isEqualTo("\ndone\n");
        transcript(true).bad("over");
        assertThat(text()).endsWith("\u001b[31mover\u001b[0m\n");
    }

    @Test
    void keepsTextsToOneLineWithoutCuttingACharacterInTwo() {
        assertThat(Transcript.shorten(" Hola\n\nadiós ")).isEqualTo("Hola / adiós");
        assertThat(Transcript.shorten("🧥".repeat(97))).isEqualTo("🧥".repeat(93) + "...");
        assertThat(Transcript.shorten("🧥".repeat(96))).isEqualTo("🧥".repeat(96));
    }

    private Transcript transcript(boolean colours) {
        return new Transcript(new Console(new PrintStream(written, true, StandardCharsets.UTF_8), colours));
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
