package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.Jsonata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PlainPathTest {
    @Property(tries = 2000)
    void answersAsTheEngineDoesOrLeavesItToTheEngine(
            @ForAll("paths") String text, @ForAll("objects") Map<String, Object> input) {
        var path = Objects.requireNonNull(PlainPath.of(text));

        var found = path.walk(input);

        if (found != PlainPath.GIVEN_UP)
            assertThat(found).isEqualTo(Jsonata.jsonata(text).evaluate(input));
    }

    @Test
    void leavesEverythingElseToTheEngine() {
        for (var text :
                List.of("a + b", "$a", "true", "a.null", "a[-1]", "a[b]", "a..b", "1", "a.", "$.a", "a[0][1]")) {
            assertThat(PlainPath.of(text)).as(text).isNull();
        }
    }

    @Provide
    Arbitrary<String> paths() {
        var step = Arbitraries.of("a", "b", "in", "or", "a[0]", "b[1]");
        return step.list().ofMinSize(1).ofMaxSize(4).map(steps -> String.join(".", steps));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return object(3);
    }

    private static Arbitrary<Map<String, Object>> object(int depth) {
        var names = Arbitraries.of("a", "b", "in", "or");
        return Arbitraries.maps(names, value(depth)).ofMinSize(1).map(HashMap::new);
    }

    private static Arbitrary<Object> value(int depth) {
        var scalar = Arbitraries.<Object>of("x", 1, true, "");
        if (depth == 0) return scalar;
        var list = value(depth - 1).list().ofMaxSize(3).map(Object.class::cast);
        return Arbitraries.oneOf(scalar, list, object(depth - 1).map(Object.class::cast));
    }
}
