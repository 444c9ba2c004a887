package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.gate.Change;
import dev.spillway.gate.Facts;
import dev.spillway.gate.OptOuts;
import dev.spillway.gate.OptOuts.Wish;
import dev.spillway.gate.SendClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The flow {@code consent}: people who write or press that they want no more, or again. It goes before all others: what is such a
 * wish is no question to anybody. A wish is confirmed once, when it changes something; who opts in without ever having opted out
 * says something else, which is left to the other flows.
 */
final class Wishes {
    static final String NAME = "consent";
    private static final String PERSON = "person";
    private static final Flow FLOW = new Flow(
            NAME, Set.of(EventKind.MESSAGE), null, List.of(), false, false, Map.of(), List.of(), Map.of(), List.of());

    private final OptOuts words;
    private final UnaryOperator<String> tenants;
    private final WishParts.Known known;
    private final Speaker speaker;
    private final Reach reach;

    Wishes(WishParts parts, FlowParts all) {
        this.words = parts.words();
        this.tenants = parts.tenants();
        this.known = parts.known();
        this.speaker = new Speaker(all.book().texts(), all.version(), all.clock()::instant);
        this.reach = new Reach(all);
    }

    /** What a message asks for; empty if it is no wish. */
    Optional<Wish> in(Incoming incoming, Memory memory) {
        if (incoming.asker().isGroup()) return Optional.empty();
        return words.in(
                incoming.text(), payload(incoming.message()), memory.awaiting().isPresent());
    }

    private static String payload(Map<String, Object> message) {
        return switch (Fields.text(message, "type")) {
            case "button" -> Fields.text(Fields.object(message, "button"), "payload");
            case "interactive" -> pressed(Fields.object(message, "interactive"));
            default -> "";
        };
    }

    private static String pressed(Map<String, Object> interactive) {
        return Fields.text(Fields.object(interactive, Fields.text(interactive, "type")), "id");
    }

    /** Somebody's wish, and in which language they are spoken to. */
    record Wished(Incoming incoming, Memory memory, Wish wish, String locale, Optional<String> sender) {
        boolean isStop() {
            return wish == Wish.STOP;
        }
    }

    /** How it ends, with what is changed; empty if it is for other flows. */
    Future<Optional<Granted>> grant(Wished wished) {
        return known.of(wished.incoming.occasion().event()).map(facts -> granted(wished, facts));
    }

    /** An end, and what the person changed. */
    record Granted(Progress end, Change change) {}

    private Optional<Granted> granted(Wished wished, Facts facts) {
        var change = change(wished);
        var suppressed = suppressed(facts, change);
        if (!wished.isStop() && facts.known() && suppressed.isEmpty()) return Optional.empty();
        var isRepeat =
                wished.isStop() && suppressed.size() == change.categories().size();
        return Optional.of(new Granted(isRepeat ? begin(wished) : confirmed(wished), change));
    }

    private static List<SendClass> suppressed(Facts facts, Change change) {
        Predicate<SendClass> isIt = category -> facts.isSuppressed(change.tenant(), category);
        return change.categories().stream().filter(isIt).toList();
    }

    private Change change(Wished wished) {
        var asker = wished.incoming.asker();
        var source = payload(wished.incoming.message()).isEmpty() ? "word" : "button";
        var kind = wished.isStop() ? Change.Kind.STOP : Change.Kind.GO;
        var tenant = tenants.apply(asker.channel());
        return new Change(kind, words.byWords(), tenant, asker.at(), source, PERSON, asker.channel());
    }

    private Progress begin(Wished wished) {
        var turn = new Turn(FLOW, wished.incoming, wished.locale, wished.sender, null);
        var memory = wished.memory.awaitsNothing();
        return reach.check(Progress.begin(turn, Map.of(), memory));
    }

    private Progress confirmed(Wished wished) {
        var start = begin(wished);
        var text = words.confirmation(wished.wish);
        if (start.isOver() || text.isEmpty()) return start;
        return speaker.say(start, "confirmation", text);
    }
}
