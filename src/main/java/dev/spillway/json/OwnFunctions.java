package dev.spillway.json;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The functions an expression may call: JSONata's, some of them rebound, and ours. An undefined first argument yields
 * undefined, as JSONata's own functions do.
 *
 * <pre>
 * $phoneVariants(phone)     the ways a CRM may have written the number, most likely first
 * $canonicalPhone(phone)    the digits by which we know the number
 * $digits(text)             its digits only
 * $decAdd(a, b)  $decMul(a, b)  $decimal(a, scale)   exact decimals, in and out as text
 * $truncate(text, max)      at most so many characters, the last an ellipsis if some were cut
 * $urlSegment(text)  $urlQuery(text)   percent-encoded
 * $odataQuote(text)  $sqlQuote(text)  $soqlQuote(text)   a literal of that language, with its quotes
 * $sapDate(text)            ISO 8601 of {@code /Date(ms)/}
 * $shortKey(text)           32 hex digits that stand for a text
 * $uuid5(name, space)       the same UUID for the same name; the space may be left out
 * </pre>
 */
final class OwnFunctions {
    /** An expression answers the same for the same input, so that a repeat sends the same; and builds no code. */
    static final Set<String> FORBIDDEN = Set.of("eval", "now", "millis", "random", "shuffle");

    static final Map<String, JFunction> BY_NAME = byName();

    private static final Set<String> BUILT_IN = Set.of(
            ("sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim"
                            + " pad match contains replace split join formatNumber formatBase formatInteger"
                            + " parseInteger number floor ceil round abs sqrt power boolean not map zip filter single"
                            + " reduce sift keys lookup append exists spread merge reverse each error assert type sort"
                            + " distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent"
                            + " decodeUrl toMillis fromMillis clone")
                    .split(" ", -1));

    private OwnFunctions() {}

    /** The names of all of them, sorted. */
    static Set<String> names() {
        var names = new TreeSet<>(BUILT_IN);
        names.addAll(BY_NAME.keySet());
        return names;
    }

    /** What an own function does; its first argument is there. */
    @FunctionalInterface
    private interface Body {
        Object apply(Arguments arguments);
    }

    private static Map<String, JFunction> byName() {
        var functions = new HashMap<>(Rebound.all());
        functions.put("phoneVariants", of("<(sn)-:a<s>>", a -> PhoneVariants.of(first(a))));
        functions.put("canonicalPhone", of("<(sn)-:s>", a -> Texts.canonicalPhone(first(a))));
        functions.put("digits", of("<(sn)-:s>", a -> Texts.digits(first(a))));
        functions.put("decAdd", of("<(sn)(sn):s>", a -> Decimals.add(a.required(0), a.required(1))));
        functions.put("decMul", of("<(sn)(sn):s>", a -> Decimals.multiply(a.required(0), a.required(1))));
        functions.put("decimal", of("<(sn)n:s>", a -> Decimals.scaled(a.required(0), a.number(1))));
        functions.put("truncate", of("<sn:s>", a -> Texts.truncate(a.text(0), a.number(1))));
        functions.put("urlSegment", of("<(sn)-:s>", a -> Texts.segment(first(a))));
        functions.put("urlQuery", of("<(sn)-:s>", a -> UrlText.query(first(a))));
        functions.put("odataQuote", of("<(sn)-:s>", a -> "'" + QuotedText.doubled(first(a)) + "'"));
        functions.put("sqlQuote", of("<(sn)-:s>", a -> "'" + QuotedText.doubled(first(a)) + "'"));
        functions.put("soqlQuote", of("<(sn)-:s>", a -> "'" + QuotedText.backslashed(first(a)) + "'"));
        functions.put("sapDate", of("<(sn)-:s>", a -> Texts.sapDate(first(a))));
        functions.put("shortKey", of("<(sn)-:s>", a -> ShortKey.of(first(a))));
        functions.put("uuid5", of("<ss?:s>", OwnFunctions::uuid5));
        return Map.copyOf(functions);
    }

    private static JFunction of(String signature, Body body) {
        return new JFunction((input, arguments) -> call(body, new Arguments(arguments)), signature);
    }

    private static @Nullable Object call(Body body, Arguments arguments) {
        return arguments.at(0) == null ? null : body.apply(arguments);
    }

    private static String first(Arguments arguments) {
        return String.valueOf(arguments.required(0));
    }

    private static String uuid5(Arguments arguments) {
        return arguments.at(1) == null
                ? Texts.uuid5(arguments.text(0))
                : Texts.uuid5(arguments.text(0), arguments.text(1));
    }
}
