package dev.spillway.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine may be handed anything but a regular expression of the JDK. */
final class ExpressionScannerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$match(a, /b\\/c/)",
                "a / b / c",
                "a[0]/2/3",
                "$f(a)/2/b",
                "{'x': /a/}",
                "[/a/, /b/i]",
                "a ~> /x[/]y/",
                "'/a/' & \"/b/\" & `/c/`",
                "/* /a/ */ b / c",
                "* / 2 / 3",
                "a and /b/ or /c/",
                "1or/a/",
                "1.5e3and/a/",
                "0in/a/",
                "or / and / in",
                "$contains(a, /(a|b){2,3}/m) ? /x/ : /y/",
                "($r := /a/; $r)",
            })
    void leavesNoRegexToTheEngine(String text) throws Exception {
        // $f is unknown, which is another matter.
        var source = ExpressionScanner.scan("($f := 1; " + text + ")");

        assertThat(patternsIn(source.text())).isZero();
        assertThat(source.text()).hasSize(text.length() + 11);
    }

    @Property(tries = 3000)
    void leavesNoRegexToTheEngineWhateverTheText(@ForAll("texts") String text) throws Exception {
        ExpressionSource source;
        try {
            source = ExpressionScanner.scan(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertThat(patternsIn(source.text())).isZero();
    }

    @Test
    void keepsPositionsTrue() {
        assertThat(ExpressionScanner.scan("$contains(a, /bcd/i) & c").text()).isEqualTo("$contains(a, $ρ0   ) & c");
    }

    @Provide
    Arbitrary<String> texts() {
        var tokens = Arbitraries.of(
                "/",
                "/a/",
                "/",
                "a",
                "$b",
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                "*",
                "**",
                "%",
                "?",
                ":",
                "and",
                "or",
                "in",
                "'s'",
                "`n`",
                "1",
                ".",
                "..",
                ",",
                ";",
                ":=",
                "=",
                "~>",
                "-",
                "|",
                "^",
                "<",
                "@$v",
                "#$i",
                "/*",
                "*/",
                " ",
                "function($x)",
                "$match(",
                "\\");
        return tokens.list().ofMinSize(1).ofMaxSize(12).map(parts -> String.join("", parts));
    }

    private static int patternsIn(String text) throws Exception {
        Jsonata engine;
        try {
            engine = Jsonata.jsonata(text);
        } catch (RuntimeException refused) {
            return 0;
        }
        var tree = Jsonata.class.getDeclaredField("ast");
        tree.setAccessible(true);
        return count(tree.get(engine), Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static int count(@Nullable Object node, Set<Object> seen) throws Exception {
        if (node instanceof Pattern) return 1;
        if (node == null || !seen.add(node)) return 0;
        var sum = 0;
        if (node instanceof Collection<?> list) for (var item : list) sum += count(item, seen);
        if (node instanceof Object[] list) for (var item : list) sum += count(item, seen);
        if (!node.getClass().getName().startsWith("com.dashjoin")) return sum;
        for (Class<?> c = node.getClass(); c != Object.class; c = c.getSuperclass()) {
            for (var field : c.getDeclaredFields()) sum += count(read(field, node), seen);
        }
        return sum;
    }

    private static @Nullable Object read(Field field, Object node) throws Exception {
        if (Modifier.isStatic(field.getModifiers()) || "this$0".equals(field.getName())) return 0;
        field.setAccessible(true);
        return field.get(node);
    }
}
