package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dashjoin.jsonata.Jsonata.JFunction;
import dev.spillway.support.Loop;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TurnTest {
    private static final String ENDLESS = "($f := function($n) { $f($n + 1) }; $f(0))";

    private static final Map<String, Object> INPUT = Map.of("a", 1, "b", List.of(2, 1));

    /** Takes longer than a turn. */
    private static final JFunction LATE = new JFunction((input, arguments) -> late(), "<:n>");

    private static int late() {
        await().pollInSameThread().pollDelay(Duration.ofMillis(21)).until(() -> true);
        return 1;
    }

    private static Object evaluate(String text, Map<String, Object> input) {
        return String.valueOf(Expression.compile(text).evaluate(input, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ENDLESS,
                "$sum($map([1..9000], function($a) { $sum($map([1..9000], function($b) { $a * $b })) }))",
                "$reduce([1..9999], function($a, $b) { $a & $string($b) })"
            })
    void endsWhenItIsOverAndNotLater(String text) {
        var expression = Expression.compile(text);
        var since = cpuNanos();

        assertThatThrownBy(() -> Turn.take(() -> String.valueOf(expression.evaluate(Map.of(), Map.of()))))
                .isInstanceOfAny(Turn.OverTime.class, ExpressionException.class);

        assertThat(Duration.ofNanos(cpuNanos() - since)).isLessThan(Duration.ofMillis(240));
    }

    /** A busy machine may let it end anywhere, also within a function's arguments: that must not look like a wrong expression. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$late() + a",
                "$exists($late() + a) and $exists(b)",
                "a = 1 and $exists($late() + a)",
                "a = 2 or $not($exists($late() + a))",
                "a = 1 and ($exists(c) or $contains($string($late()), /1/))",
                "$not($exists($late() ? a : b))",
                "$map([1, 2], function($x) { $late() + $x })",
                "$contains($string($late()), /1/)",
                "($f := function($x) { $late() & $uppercase($x) }; $f('a'))",
                "{'a': $string($late() + a)}",
                "b^($late() + $) ~> $join(',')",
                "$sort(b, function($x, $y) { $late() + $x > $y })",
                "$sort(b, function($x, $y) { a = 1 and $late() + $x > $y })"
            })
    void isToldFromAnExpressionThatFailed(String text) {
        var expression = Expression.compile("($late := $slow; " + text + ")");

        assertThatThrownBy(() -> Turn.take(() -> String.valueOf(expression.evaluate(INPUT, Map.of("slow", LATE)))))
                .isInstanceOf(Turn.OverTime.class);
    }

    /** Of this thread: a busy machine may keep it waiting, too. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void doesNotBeginALongSearchOnAnEventLoop() {
        var text = "a".repeat(60_000);
        var pattern = "$contains(text, /" + "(a?b?)".repeat(20) + "c/)";

        assertThatThrownBy(() -> Turn.take(() -> evaluate(pattern, Map.of("text", text))))
                .isInstanceOf(Turn.OverTime.class);
        assertThat(evaluate(pattern, Map.of("text", text))).isEqualTo("false");
    }

    /** Again and again: a busy machine may take the processor away for longer than a turn. */
    @Test
    void leavesShortOnesAlone() {
        var expression = Expression.compile("$a + 1");

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(Turn.OverTime.class)
                .untilAsserted(() -> assertThat(Turn.take(() -> expression.evaluate(Map.of(), Map.of("a", 1))))
                        .isEqualTo(2));
    }

    @Test
    void isSharedByWhatAnEventLoopDoesInOneGo() {
        var last = Expression.compile("$a + 1");
        Supplier<Object> next = () -> last.evaluate(Map.of(), Map.of("a", 1));
        try (var loop = new Loop()) {
            loop.call(() -> {
                assertThatThrownBy(() -> Turn.take(() -> evaluate(ENDLESS, Map.of())))
                        .isInstanceOf(Turn.OverTime.class);
                assertThatThrownBy(() -> Turn.take(next)).isInstanceOf(Turn.OverTime.class);
                return Future.succeededFuture();
            });

            // When the loop has come around. Again and again, as above.
            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(loop.<Object>call(() -> Future.succeededFuture(Turn.take(next))))
                            .isEqualTo(2));
        }
    }

    @Test
    void isOverForWhatComesAfterIt() {
        assertThatThrownBy(() -> Turn.take(() -> evaluate(ENDLESS, Map.of()))).isInstanceOf(RuntimeException.class);

        assertThatThrownBy(() -> evaluate(ENDLESS, Map.of()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("longer than 250 ms");
    }
}
