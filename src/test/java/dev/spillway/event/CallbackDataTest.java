package dev.spillway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CallbackDataTest {
    @Test
    void readsBackItsOwnText() {
        var data = new CallbackData(7, "0123456789abcdef0123456789abcdef.order-status.reply");
        assertThat(CallbackData.parse(data.text(), 64)).contains(data);
    }

    @Test
    void doesNotTakeForeignTextForItsOwn() {
        assertThat(CallbackData.parse("t=lumbre;o=PED-77120;k=9f2c", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.64.x", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.99999.x", 64)).isEmpty();
        assertThat(CallbackData.parse("sw1.1." + "x".repeat(600), 64)).isEmpty();
    }

    @Property
    void readsWhatTheFormSaysAndNothingElse(@ForAll @From("nearlyMarks") String text) {
        assertThat(CallbackData.parse(text, 64)).isEqualTo(byForm(text));
    }

    @Provide
    Arbitrary<String> nearlyMarks() {
        var rest = Arbitraries.strings().withChars("0123456789.aZ_:-; \u0663").ofMaxLength(12);
        return Arbitraries.of("sw1.", "sw1.0", "sw1.63.", "sw2.1.").flatMap(start -> rest.map(start::concat));
    }

    private static Optional<CallbackData> byForm(String text) {
        var match =
                Pattern.compile("sw1\\.(\\d{1,5})\\.([0-9a-zA-Z._:-]{1,480})").matcher(text);
        return match.matches() && Integer.parseInt(match.group(1)) < 64
                ? Optional.of(new CallbackData(Integer.parseInt(match.group(1)), match.group(2)))
                : Optional.empty();
    }
}
