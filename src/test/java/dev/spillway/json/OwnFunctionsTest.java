package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnFunctionsTest {
    private static @Nullable Object eval(String text) {
        return Expression.compile(text).evaluate(Map.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "$digits('+52 55-50 10 43 21') | 525550104321",
                "$digits(5) | 5",
                "$canonicalPhone('5215550104321') | 525550104321",
                "$decAdd('0.1', '0.2') | 0.3",
                "$decAdd('1299.00', 1) | 1300.00",
                "$decMul('19.99', 3) | 59.97",
                "$decimal(1299.1, 2) | 1299.10",
                "$decimal('2.345', 2) | 2.35",
                "$truncate('hola mundo', 5) | hola…",
                "$truncate('hola', 4) | hola",
                "$truncate('👍👍👍', 2) | 👍…",
                "$urlSegment('a/../b?c#ñ 1') | a%2F..%2Fb%3Fc%23%C3%B1%201",
                "$urlQuery('a&b=c+d') | a%26b%3Dc%2Bd",
                "$uuid5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8') | 2ed6657d-e927-568b-95e1-2665a8aea6a2",
                "$shortKey('evt-1.step') | 8baa46e9f15074fd6d7831650c688212",
                "$uuid5('a') = $uuid5('a', '6ba7b811-9dad-11d1-80b4-00c04fd430c8') ? 'same' | same",
                "$pad('5', -3, '0') | 005",
                "$pad('ab', 5, '#!') | ab#!#",
                "$replace('265USD', /([0-9]+)USD/, '$$$1') | $265",
                "$replace('abracadabra', /a(.)/, '$1$0$9') | babrcacdadbabra",
                "$replace('abracadabra', 'a', '*', 2) | *br*cadabra",
                "$replace('temp 68F', /(\\d+)F/, function($m){ $m.groups[0] & 'C' }) | temp 68C",
                "$join($split('a1b22c', /[0-9]+/), '-') | a-b-c",
                "$join($split('a,b,,', ','), '-') | a-b--",
                "$string($match('ababbabb', /a(b+)/, 2)[1].groups) | [\"bb\"]",
                "('xaby' ~> /a(b)/).groups[0] | b",
                "$contains('Hola', /h/i) ? 'yes' | yes",
                "$split('abc', '') ~> $join('-') | a-b-c",
                "$map(['a','b'], $uppercase) ~> $join | AB",
                "($f := $split(?, ','); $f('a,b')[0]) | a",
            })
    void yields(String text, String expected) {
        var value = eval(text);

        assertThat(value).isEqualTo(expected);
    }

    @Test
    void knowsTheFormsOfAMexicanMobile() {
        assertThat(eval("$phoneVariants('5215550104321')"))
                .isEqualTo(List.of("+525550104321", "+5215550104321", "525550104321", "5215550104321", "5550104321"));
    }

    @Test
    void knowsTheFormsOfArgentineAndBrazilianMobiles() {
        assertThat(eval("$phoneVariants('5491122334455')"))
                .isEqualTo(List.of("+541122334455", "+5491122334455", "541122334455", "5491122334455", "1122334455"));
        assertThat(eval("$phoneVariants('5511987654321')"))
                .isEqualTo(List.of(
                        "+551187654321",
                        "+5511987654321",
                        "551187654321",
                        "5511987654321",
                        "11987654321",
                        "1187654321"));
    }

    @Test
    void knowsTwoFormsOfOtherNumbers() {
        assertThat(eval("$phoneVariants('+1 202 555 0100')")).isEqualTo(List.of("+12025550100", "12025550100"));
    }

    @Test
    void yieldNothingForNothing() {
        for (var name : List.of("digits", "phoneVariants", "urlSegment", "urlQuery", "canonicalPhone")) {
            assertThat(eval("$" + name + "(nothing)")).isNull();
        }
        assertThat(eval("$truncate(nothing, 3)")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$decAdd('1e999', '1')",
                "$decAdd('12 pesos', '1')",
                "$decimal('1', 99)",
                "$truncate('a', 0)",
                "$urlSegment('..')",
                "$urlSegment('')",
                "$uuid5('a', 'b')",
                "$replace('aaa', /b*/, 'c')",
                "$split('aaa', /b*/)",
                "$split('aaa', 'a', -1)",
            })
    void refuseWhatTheyCannotDo(String text) {
        assertThatThrownBy(() -> eval(text)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void areAllCallable() {
        for (var name : OwnFunctions.names()) {
            assertThat(Expression.compile("$" + name + "(a)")).isNotNull();
        }
        assertThat(Arrays.asList("digits", "sum")).isSubsetOf(OwnFunctions.names());
    }
}
