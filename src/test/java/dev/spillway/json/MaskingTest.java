package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":\"ana.lopez@mail.mx exists\",\"id\":7} | {\"error\":\"*** exists\",\"id\":7}",
                "phone +52 1 (55) 5010-4321 is taken | phone *** is taken",
                "{\"access_token\":\"abc\",\"code\":190} | {\"access_token\":\"***\",\"code\":190}",
                "Authorization: Bearer short | Authorization: *** ***",
                "use Bearer abc.def | use Bearer ***",
                "session EAAGm0PX4ZCpsBAKZCq9ZBZA8ZCd is over | session *** is over",
                "a=1&password=hunter2&b=2 | a=1&password=***&b=2",
                "<html><body>Bad Gateway</body></html> | <html><body>Bad Gateway</body></html>",
            })
    void hidesWhomItIsAboutAndWhatOpensDoors(String said, String shown) {
        assertThat(Masking.text(said, 300)).isEqualTo(shown);
    }

    @Test
    void isOneLineAndCutShort() {
        assertThat(Masking.text("a\n\tb\u0000c", 10)).isEqualTo("a b c");
        assertThat(Masking.text("word ".repeat(1000), 20)).hasSize(20).endsWith("…");
    }

    @Property
    void showsNoPartOfANumberThatTheCutGoesThrough(@ForAll @IntRange(min = 0, max = 60) int before) {
        var shown = Masking.text("x".repeat(before) + " 5215550104321 and more", 50);
        assertThat(shown).doesNotContain("521").doesNotContain("0104");
        assertThat(shown.length()).isLessThanOrEqualTo(50);
    }

    @Property
    void endsForAnyText(@ForAll String text, @ForAll @IntRange(min = 1, max = 400) int max) {
        assertThat(Masking.text(text, max).length()).isLessThanOrEqualTo(max);
    }
}
