package dev.spillway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    /** What a Java-minded template would try to reach. */
    public record Bean(String secret) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{bean.secret}}",
                "{{bean.class}}",
                "{{bean.class.name}}",
                "{{word.bytes}}",
                "{{word.class}}",
                "{{word.empty}}",
                "{{list.size}}",
                "{{this.class}}",
                "{{nobody}}",
                "{{map.nobody}}",
                "{{#each list}}{{this.class}}{{/each}}",
                "{{#with bean}}{{secret}}{{/with}}",
                "{{> other}}",
                "{{> ../../etc/passwd}}",
                "{{#*inline \"x\"}}{{> x}}{{/inline}}{{> x}}",
                "{{precompile \"x\"}}",
                "{{embedded \"x\"}}",
                "{{#partial \"x\"}}a{{/partial}}",
                "{{#block \"x\"}}a{{/block}}",
                "{{i18n \"x\"}}",
                "{{i18nJs \"es\"}}",
                "{{log word}}",
                "{{lookup bean \"secret\"}}",
                "{{nohelper word}}",
                "{{#nohelper word}}a{{/nohelper}}",
                "{{money word}}",
                "{{truncate word 0}}",
                "{{date nobody}}",
                "{{#each list}}{{word}}{{/each}}",
                "   ",
                "{{#if",
                "{{#if a}}"
            })
    void refusesWhatAMessageDoesNotNeed(String source) {
        assertThatThrownBy(() -> render(source)).isInstanceOf(TextException.class);
    }

    @Test
    void endsLoopsInLoopsThatWouldSayNothingForEver() {
        var text = "x{{#each a}}{{#each ../a}}{{#each ../../a}}{{/each}}{{/each}}{{/each}}";
        var data = Map.<String, Object>of("a", Collections.nCopies(1_000, "b"));

        assertThatThrownBy(() -> new TextEngine().compile(text).render(data, "es-MX", ZoneId.of("America/Mexico_City")))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("goes round more than 10000 times");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{word}}|hola",
                "{{{word}}}|hola",
                "{{html}}|<a> & \"b\"",
                "{{#if nobody}}a{{else}}b{{/if}}|b",
                "{{#each list}}{{this.n}},{{/each}}|1,2,",
                "{{upper word}}|HOLA",
                "{{truncate word 3}}|ho…",
                "{{truncate word 4}}|hola",
                "{{plural one 'pieza' 'piezas'}}|pieza",
                "{{plural two 'pieza' 'piezas'}}|piezas",
                "{{#is word 'hola'}}sí{{else}}no{{/is}}|sí",
                "{{#is word 'adiós'}}sí{{else}}no{{/is}}|no",
                "{{#is nobody 'adiós'}}sí{{else}}no{{/is}}|no",
                "{{money amount 'MXN'}}|$1,299.50",
                "{{money word 'MXN'}}|hola MXN",
                "{{date day}}|18 de noviembre de 2026",
                "{{date instant style='short'}}|17/11/26",
                "{{date word}}|hola"
            })
    void fillsIn(String source, String text) {
        assertThat(render(source)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"pt-BR|R$ 1.299,50|18 de novembro de 2026|pieza", "en-US|MX$1,299.50|November 18, 2026|piezas"})
    void followsTheLocale(String locale, String money, String day, String none) {
        var currency = locale.equals("pt-BR") ? "BRL" : "MXN";
        assertThat(render("{{money amount '" + currency + "'}}", locale).replace('\u00a0', ' '))
                .isEqualTo(money);
        assertThat(render("{{date day}}", locale)).isEqualTo(day);
        assertThat(render("{{plural zero 'pieza' 'piezas'}}", locale)).isEqualTo(none);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*gratis*|∗gratis∗",
                "_a_ ~b~ `c`|ˍaˍ ∼b∼ ˋcˋ",
                "AB_12*3|AB_12*3",
                "https://x.example/_a_|https://x.example/_a_",
                "```|ˋˋˋ"
            })
    void keepsDataFromFormatting(String data, String text) {
        var library = new TextEngine().compile("{{word}}");
        assertThat(library.render(Map.of("word", data), "es-MX", ZoneId.of("UTC")))
                .isEqualTo(text);
    }

    @Test
    void keepsDataFromBreakingLinesAndLetsTheTextFormat() {
        var text = new TextEngine().compile("*{{word}}*");
        assertThat(text.render(Map.of("word", "a\n\nb\u2028c"), "es-MX", ZoneId.of("UTC")))
                .isEqualTo("*a b c*");
    }

    @Test
    void neverReadsDataAsATemplate() {
        var text = new TextEngine().compile("{{word}}");
        assertThat(text.render(Map.of("word", "{{secret}}", "secret", "x"), "es-MX", ZoneId.of("UTC")))
                .isEqualTo("{{secret}}");
    }

    @Test
    void stopsAtTheLongestMessage() {
        var text = new TextEngine().compile("{{#each list}}0123456789{{/each}}");
        assertThatThrownBy(() -> text.render(Map.of("list", Collections.nCopies(500, 1)), "es-MX", ZoneId.of("UTC")))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("4096");
    }

    private static String render(String source) {
        return render(source, "es-MX");
    }

    private static String render(String source, String locale) {
        var data = Map.of(
                "bean",
                new Bean("s3cret"),
                "word",
                "hola",
                "html",
                "<a> & \"b\"",
                "map",
                Map.of(),
                "list",
                List.of(Map.of("n", 1), Map.of("n", 2)),
                "zero",
                0,
                "one",
                1,
                "two",
                2,
                "amount",
                "1299.50",
                "day",
                "2026-11-18");
        var more = new java.util.HashMap<String, Object>(data);
        more.put("instant", "2026-11-18T05:00:00Z");
        return new TextEngine().compile(source).render(more, locale, ZoneId.of("America/Mexico_City"));
    }
}
