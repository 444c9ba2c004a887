package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
    @ParameterizedTest
    @CsvSource({
        "¿Dónde ESTÁ?,¿donde esta?",
        "Nº 12,no 12",
        "Ｐｅｄｉｄｏ １２,pedido 12",
        "1️⃣2️⃣,12",
        "ﬁn,fin",
        "İstanbul,istanbul",
        "cafe\u0301,cafe"
    })
    void foldsAccentsCapitalsAndDress(String text, String folded) {
        assertThat(Folded.of(text).text()).isEqualTo(folded);
    }

    @Test
    void givesBackWhatWasWritten() {
        var found = WordPattern.of("de (?P<name>\\w+) y").find(Folded.of("¿Pedido de José y María?"));
        assertThat(found).contains(Map.of("name", "José"));
    }

    @Test
    void findsPhrasesAsWholeWords() {
        var text = Folded.of("¡Hola!  ¿Dónde\nestá mi PEDIDO?");
        assertThat(text.has("donde esta")).isTrue();
        assertThat(text.has("mi pedido")).isTrue();
        assertThat(text.has("pedid")).isFalse();
    }

    @Test
    void hangsOnNoPattern() {
        var pattern = WordPattern.of("^(a+)+$");
        assertThat(pattern.isIn(Folded.of("a".repeat(4000) + "!"))).isFalse();
    }

    @Property
    void mapsEveryPlaceBackWhateverIsWritten(@ForAll String text) {
        var folded = Folded.of(text);
        var length = folded.text().length();
        for (var at = 0; at < length; at++)
            assertThat(folded.written(at, at + 1)).isNotNull();
        assertThat(folded.words()).doesNotStartWith(" ").doesNotContain("  ");
    }
}
