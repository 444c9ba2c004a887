package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    private static final Map<String, Object> ORDER = Map.of(
            "number",
            "1234",
            "status",
            "in_transit",
            "lines",
            List.of(Map.of("sku", "A", "quantity", 2), Map.of("sku", "B", "quantity", 1)),
            "one",
            List.of(Map.of("sku", "A")),
            "in",
            Map.of("x", "y"),
            "name-with-dash",
            5);

    private static @Nullable Object eval(String text) {
        return Expression.compile(text).evaluate(ORDER, Map.of("who", "ana"));
    }

    @Test
    void buildsObjects() {
        assertThat(eval("{'id': number, 'skus': [lines.sku], 'count': $sum(lines.quantity), 'who': $who}"))
                .isEqualTo(Map.of("id", "1234", "skus", List.of("A", "B"), "count", 3, "who", "ana"));
    }

    @Test
    void collapsesSequencesOfOneUnlessWrapped() {
        assertThat(eval("one.sku")).isEqualTo("A");
        assertThat(eval("[one.sku]")).isEqualTo(List.of("A"));
        assertThat(eval("[nothing.sku]")).isEqualTo(List.of());
    }

    @Test
    void leavesMissingValuesOut() {
        assertThat(eval("$string({'a': nothing, 'b': null})")).isEqualTo("{\"b\":null}");
        assertThat(eval("nothing.at.all")).isNull();
    }

    @Test
    void readsKeywordsAsNamesWhereAnOperandStands() {
        assertThat(eval("in.x")).isEqualTo("y");
        assertThat(eval("'y' in in.x and `name-with-dash` / 5 = 1")).isEqualTo(true);
    }

    @Test
    void answersConditionsByTheRulesOfTruth() {
        assertThat(Expression.compile("lines[sku='B']").test(ORDER, Map.of())).isTrue();
        assertThat(Expression.compile("lines[sku='C']").test(ORDER, Map.of())).isFalse();
    }

    @Test
    void tellsWhichVariablesSomebodyHasToBind() {
        var expression = Expression.compile("($a := $in.x; $map(lines, function($l, $i){ $l.sku & $a & $b & $$.c }))");

        assertThat(expression.variables()).containsExactlyInAnyOrder("in", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{'a': ; column",
                "a.b.; column",
                "(a; column",
                "'text; without closing quote",
                "$digit(a); unknown function $digit",
                "$eval('1'); $eval is not available",
                "a & $now(); column 5: $now is not available",
                "$random(); not available",
                "$contains(a, /(?=b)/); this regular expression is not possible here",
                "$contains(a, /(a)\\1/); not possible here",
                "$contains(a, /a/x); unknown flag",
                "$contains(a, /a; without closing slash",
                "`a; without end",
                "/* a; without end",
            })
    void refusesWhatItCannotCompileAndSaysWhy(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.compile(text))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void refusesNothing(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.compile(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($f := function($x){ $f($x + 1) + 1 }; $f(0))",
                "($f := function($x){ $f($x + 1) }; $f(0))",
                "($f := function($x, $n){ $n = 0 ? $x : $f($x & $x, $n - 1) }; $f('ab', 40))",
                "($f := function($x, $n){ $n = 0 ? $x : $f([$x, $x], $n - 1) }; $string($f('ab', 40)))",
                "($f := function($x, $n){ $n = 0 ? $x : $f([$x, $x], $n - 1) }; '' & $f('ab', 40))",
                "$sum([1..9000000])",
                "[1..100000000]",
                "$map([1..10000], function($i){ $map([1..10000], function($j){ $j }) })",
                "$pad('a', 2000000000)",
                "$join($map([1..9000], function($i){ $pad('a', 200) }))",
                "$replace($pad('', 60000, 'a'), 'a', $pad('', 60000, 'b'))",
                "$toMillis($pad('1', 60000, '1'), '[Y][M][D][H][m][s]')",
                "$power(10, 400)",
                "$error('hello')",
                "lines.sku + 1",
                "function($x){$x}",
                "[$string]",
                "$contains(5, 'a')",
                "$contains($pad('', 60000, 'ab'), /((a?b?){40}){20}c/)",
            })
    void endsHostileExpressionsSoon(String text) {
        var expression = Expression.compile(text);
        var start = cpuNanos();

        assertThatThrownBy(() -> expression.evaluate(ORDER, Map.of())).isInstanceOf(ExpressionException.class);

        assertThat(cpuNanos() - start).isLessThan(1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$contains(s, /(.*a){12}b/)",
                "$match(s, /(.*a){12}b/)",
                "$replace(s, /(.*a){12}b/, '')",
                "$split(s, /(.*a){12}b/)",
                "s ~> /(.*a){12}b/",
                "$map([s], /(.*a){12}b/)",
                "$replace(s, '(.*a){12}b', 'x', 1)",
                "($r := /(.*a){12}b/; $r(s))",
            })
    void runsCatastrophicPatternsInNoTime(String text) {
        var expression = Expression.compile(text);
        var start = cpuNanos();

        expression.evaluate(Map.of("s", "a".repeat(2000)), Map.of());

        assertThat(cpuNanos() - start).isLessThan(250_000_000L);
    }

    @Test
    void neverPutsDataIntoMessages() {
        for (var text : List.of("$number(s)", "s + 1", "$error('no ' & s)", "$toMillis(s)", "$assert(false, s)")) {
            assertThatThrownBy(() -> Expression.compile(text).evaluate(Map.of("s", "tel 5215550104321"), Map.of()))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageNotContaining("555")
                    .hasNoCause();
        }
    }

    @Test
    void repeatsWhatTheAuthorWroteIntoAnError() {
        assertThatThrownBy(() -> eval("$error('an order without number')"))
                .hasMessage("the expression gave up: an order without number");
    }

    /** Whatever the engine makes of them on the way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "($f := function($x){ $f($x + 1) }; $f(0))| took longer than 250 ms",
                "($f := function($x){ $f($x + 1) + 1 }; $f(0))| deeper than 100",
                "$string([1..9000].{'a': $, 'b': 'a text of some length'})| larger than 262144",
                "[1..10001]| more than 10000 items",
                "$decAdd($$.number, 'x')| not a decimal number",
                "$truncate($$.number, 0)| a length must be at least 1",
                "$contains($pad('', 60000, 'ab') & $pad('', 60000, 'ab'), /c/)| over more than 65536 characters",
                "$replace($$.number, /x?/, '')| the pattern matches the empty text"
            })
    void repeatsWhatAGuardOrAFunctionSaidFromWhereverItStands(String failing, String why) {
        for (var around : List.of(
                "%s",
                "number = '1234' and %s",
                "number = '1' or %s",
                "number = '1234' and (number = '1' or $exists(%s))",
                "{'a': [%s]}",
                "lines[quantity > 0 and $exists(%s)]",
                "$map(lines, function($l) { $l.quantity > 0 and $exists(%s) })",
                "number = '1' ? 1 : %s",
                "%s ~> $string()",
                "lines^($string(%s)).sku",
                "$sort(lines, function($a, $b) { $exists(%s) and true })")) {
            assertThatThrownBy(() -> eval(around.formatted(failing)))
                    .as(around)
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void refusesInputThatIsTooLarge() {
        var large = Map.<String, Object>of("s", "a".repeat(300_000));

        assertThatThrownBy(() -> Expression.compile("s").evaluate(large, Map.of()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("262144");
    }

    @Test
    void cannotReachJava() {
        assertThat(eval("number.class.name")).isNull();
        assertThat(eval("number.bytes")).isNull();
    }

    @Test
    void answersTheSameFromEightThreads() throws Exception {
        var expression = Expression.compile(
                "{'n': number & $who, 'skus': [lines[quantity > 1].$replace(sku, /(a)/i, '<$1>')], 'i': $i}");
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var t = 0; t < 8; t++) tasks.add(() -> wrongAnswers(expression));
            for (var wrong : pool.invokeAll(tasks)) assertThat(wrong.get()).isZero();
        } finally {
            pool.shutdown();
        }
    }

    /** By the clock it would depend on what else the machine does. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static int wrongAnswers(Expression expression) {
        var wrong = 0;
        for (var i = 0; i < 5000; i++) {
            var expected = Map.of("n", "1234ana" + i, "skus", List.of("<A>"), "i", i);
            if (!expected.equals(expression.evaluate(ORDER, Map.of("who", "ana" + i, "i", i)))) wrong++;
        }
        return wrong;
    }
}
