package dev.spillway.template;

import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateState.Status;
import dev.spillway.whatsapp.message.LimitException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which wording of a template of the house goes to somebody: first the language (asked for, else of their locale, else the default, else
 * the only one), where one that differs by country only will do; of that the newest version that has not expired and that the provider lets
 * go, else the newest that is only paused, for which the message waits, else the newest.
 *
 * @param today the last days of versions are compared with it
 * @param states how one stands at the provider
 */
record Choosing(TemplateLibrary library, LocalDate today, Function<Template, TemplateState> states) {
    /**
     * What is wanted.
     *
     * @param house what the house calls it
     * @param language asked for, BCP 47 or Meta's code; empty: whichever suits
     * @param locale of the person, BCP 47; empty if nobody knows
     * @param fallback what is spoken where nobody knows, BCP 47
     */
    record Wish(String house, String sender, String language, String locale, String fallback) {}

    /** @throws LimitException naming the field and what there is */
    Template of(Wish wish) {
        var all = library.house(wish.house);
        if (all.isEmpty()) {
            throw new LimitException("template names none of the library: there are " + library.houses());
        }
        var ours = all.stream()
                .filter(it -> it.sender().isEmpty() || it.sender().equals(wish.sender))
                .toList();
        if (ours.isEmpty()) {
            throw new LimitException(
                    "template " + wish.house + " is sent by " + all.get(0).sender() + " only");
        }
        return newest(inLanguage(ours, wish));
    }

    private List<Template> inLanguage(List<Template> all, Wish wish) {
        if (!wish.language.isEmpty()) {
            return in(all, wish.language).orElseThrow(() -> none("language is none of", all, wish));
        }
        return Stream.of(wish.locale, wish.fallback)
                .flatMap(locale -> in(all, locale).stream())
                .findFirst()
                .or(() -> Optional.of(all).filter(it -> languages(it).size() == 1))
                .orElseThrow(() -> none("language is missing: name one of", all, wish));
    }

    private static LimitException none(String complaint, List<Template> all, Wish wish) {
        return new LimitException(complaint + " those of template " + wish.house + ": " + languages(all));
    }

    private static TreeSet<String> languages(List<Template> all) {
        var languages = new TreeSet<String>();
        all.forEach(it -> languages.add(it.language()));
        return languages;
    }

    /** In exactly this language, else in the first that differs by country only. */
    private static Optional<List<Template>> in(List<Template> all, String locale) {
        if (locale.isEmpty()) return Optional.empty();
        var code = locale.replace('-', '_');
        var exact = all.stream().filter(it -> it.language().equals(code)).toList();
        if (!exact.isEmpty()) return Optional.of(exact);
        return languages(all).stream()
                .filter(language -> stem(language).equals(stem(code)))
                .findFirst()
                .map(near ->
                        all.stream().filter(it -> it.language().equals(near)).toList());
    }

    private static String stem(String code) {
        return code.split("_", 2)[0];
    }

    private Template newest(List<Template> versions) {
        var newestFirst = versions.stream()
                .sorted(Comparator.comparing(Template::version).reversed())
                .toList();
        var living = newestFirst.stream().filter(it -> !it.expired(today)).toList();
        return living.stream()
                .filter(it -> mayGo(states.apply(it).status()))
                .findFirst()
                .or(() -> living.stream()
                        .filter(it -> states.apply(it).status() == Status.PAUSED)
                        .findFirst())
                .or(() -> living.stream().findFirst())
                .orElse(newestFirst.get(0));
    }

    /** Whether the provider lets it go, as far as anybody knows. */
    static boolean mayGo(Status status) {
        return status == Status.SENDABLE || status == Status.UNKNOWN;
    }
}
