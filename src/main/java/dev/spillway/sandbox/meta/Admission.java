package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.meta.Templates.Found;
import dev.spillway.sandbox.stage.Behaviour;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a message whose body is well made, in this order: its template, its media, the number's throughput, the pair
 * limit; then what Meta finds out only after it has answered: the window, the person, the tier.
 */
final class Admission {
    private final Behaviour behaviour;
    private final Now now;
    private final BusinessNumbers numbers;
    private final Audience audience;
    private final Templates templates;
    private final MediaStore media;
    private PairLimit pairs;

    Admission(Behaviour behaviour, Now now, BusinessNumbers numbers, Audience audience, Library library) {
        this.behaviour = behaviour;
        this.now = now;
        this.numbers = numbers;
        this.audience = audience;
        this.templates = library.templates();
        this.media = library.media();
        this.pairs = pairLimit();
        behaviour.onChange(() -> pairs = pairLimit());
    }

    /** What a business has deposited with Meta. */
    record Library(Templates templates, MediaStore media) {}

    Verdict judge(Outgoing message) {
        var found = templates.find(message);
        return self(message)
                .or(found::error)
                .or(() -> media.breach(message, policy().strict()))
                .or(() -> numbers.pass(message.number()))
                .or(() -> pair(message))
                .map(Verdict::refused)
                .orElseGet(() -> accept(message, found));
    }

    private Optional<MetaError> self(Outgoing message) {
        return numbers.waId(message.number()).equals(message.person().waId())
                ? Optional.of(LimitErrors.toItself())
                : Optional.empty();
    }

    private Optional<MetaError> pair(Outgoing message) {
        var pair = message.number() + ">" + message.person().userId();
        return pairs.tryTake(pair, now.ms()) ? Optional.empty() : Optional.of(LimitErrors.pairLimit());
    }

    private Verdict accept(Outgoing message, Found found) {
        var opinion = audience.judge(message, found.isMarketing());
        var trouble = opinion.trouble();
        if (trouble != null && policy().failsByAnswer()) {
            return new Verdict(trouble, null, opinion.initiated(), 0);
        }
        var held = found.hold();
        return new Verdict(null, first(trouble, held.failure()), opinion.initiated(), held.ms());
    }

    private static @Nullable MetaError first(@Nullable MetaError one, @Nullable MetaError other) {
        return one == null ? other : one;
    }

    void clear() {
        pairs = pairLimit();
    }

    private PairLimit pairLimit() {
        var options = behaviour.part(MetaOptions.class);
        return new PairLimit(options.pairIntervalMs(), options.pairBurst());
    }

    private Policy policy() {
        return behaviour.part(Policy.class);
    }
}
