package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.EventId;
import dev.spillway.event.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerCodecTest {
    private static final EventId EVENT = new EventId("0123456789abcdef0123456789abcdef");
    private static final Instant AT = Instant.parse("2026-07-30T10:11:12.123456Z");

    @Test
    void readsBackEverySortOfEntry() {
        var entries = List.of(
                row("received", Map.of("kind", "MESSAGE", "ms", 12, "list", List.of("a", 1.5), "yes", true)),
                new LedgerEntry.Seen(EVENT, AT, AT.plusSeconds(1), "1753870272000-3"),
                new LedgerEntry.Seen(EVENT, null, AT, "1753870272000-4"),
                new LedgerEntry.Message("wamid.1", EVENT.step("x.reply"), "118", "p:5255", "read", 3, AT, ""),
                new LedgerEntry.DeadLetter(
                        "d", EVENT, 63, "crm", "p:5255", "attempts used up", 9, AT, "503 busy", "{}"),
                new LedgerEntry.Consent(
                        EVENT, 63, "p:5255", "", "marketing", "stop", AT, AT.plusSeconds(1), "api", "agent 7", ""));

        assertThat(LedgerCodec.decode(LedgerCodec.encode(entries).bytes())).isEqualTo(entries);
    }

    @Test
    void keepsTimesToTheMicrosecond() {
        var entry = new LedgerEntry.Seen(EVENT, null, AT.plusNanos(999), "1-1");

        assertThat(LedgerCodec.decode(LedgerCodec.encode(List.of(entry)).bytes()))
                .containsExactly(new LedgerEntry.Seen(EVENT, null, AT, "1-1"));
    }

    @Test
    void writesAsTextWhatIsNoJsonValue() {
        var entry = row("lookup", Map.of("took", Duration.ofMillis(5), "kind", LedgerEntry.Kind.LOOKUP));

        assertThat(detail(entry)).containsEntry("took", "PT0.005S").containsEntry("kind", "LOOKUP");
    }

    @Test
    void clampsATimeThatNoCalendarHolds() {
        var entry = new LedgerEntry.Seen(EVENT, Instant.MAX, Instant.MIN, "1-1");

        var decoded = LedgerCodec.decode(LedgerCodec.encode(List.of(entry)).bytes());

        var end = Instant.parse("9999-12-31T23:59:59.999999Z");
        var start = Instant.parse("0001-01-01T00:00:00Z");
        assertThat(decoded).containsExactly(new LedgerEntry.Seen(EVENT, end, start, "1-1"));
    }

    @Test
    void writesANumberThatJsonLacksAsText() {
        assertThat(detail(row("x", Map.of("n", Double.NaN)))).containsEntry("n", "NaN");
    }

    @Test
    void replacesWhatPostgresCannotKeepInAText() {
        assertThat(detail(row("x", Map.of("text", "a\0b")))).containsEntry("text", "a\uFFFDb");
    }

    @Property(tries = 300)
    void neverFailsToWriteAText(@ForAll String text) {
        var entry = new LedgerEntry.Row(
                EVENT, AT, "s", LedgerEntry.Kind.RULE, AT, text, text, text, text, Map.of("k" + text, text));

        assertThat(LedgerCodec.decode(LedgerCodec.encode(List.of(entry)).bytes()))
                .hasSize(1);
    }

    @Property(tries = 300)
    void neverThrowsAtBytesOfAnySort(@ForAll byte[] bytes) {
        assertThat(LedgerCodec.salvage(bytes).problem()).isNotEmpty();
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        var bytes = Payload.of("{\"v\":2,\"e\":[]}").bytes();

        assertThatThrownBy(() -> LedgerCodec.decode(bytes)).hasMessage("unknown version 2");
    }

    @Test
    void salvagesTheNeighboursOfABrokenEntry() {
        var whole = LedgerCodec.encode(List.of(row("a", Map.of()), row("b", Map.of())))
                .text();
        var broken = whole.replaceFirst("\"k\":\"RULE\"", "\"k\":\"FROM_TOMORROW\"");

        var salvaged = LedgerCodec.salvage(Payload.of(broken).bytes());

        assertThat(salvaged.entries()).containsExactly(row("b", Map.of()));
        assertThat(salvaged.problem()).startsWith("broken entry");
    }

    @Test
    void skipsKeysOfALaterWriter() {
        var text = LedgerCodec.encode(List.of(row("a", Map.of()))).text().replaceFirst("\"s\":", "\"new\":{},\"s\":");

        assertThat(LedgerCodec.decode(Payload.of(text).bytes())).containsExactly(row("a", Map.of()));
    }

    @Test
    void readsALetterOfAWriterThatKnewNoLastAnswer() {
        var letter = new LedgerEntry.DeadLetter("d", EVENT, 63, "crm", "p:5255", "invalid", 9, AT, "{}");

        var text = LedgerCodec.encode(List.of(letter)).text();

        assertThat(text).doesNotContain("\"la\"");
        assertThat(LedgerCodec.decode(Payload.of(text).bytes())).containsExactly(letter);
    }

    private static Map<String, Object> detail(LedgerEntry.Row row) {
        var decoded = LedgerCodec.decode(LedgerCodec.encode(List.of(row)).bytes());
        return ((LedgerEntry.Row) decoded.get(0)).detail();
    }

    private static LedgerEntry.Row row(String step, Map<String, Object> detail) {
        return new LedgerEntry.Row(
                EVENT, AT, step, LedgerEntry.Kind.RULE, AT, "p:5255", "wamid.1", "d.1", "1234", detail);
    }
}
