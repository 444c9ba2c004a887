package dev.spillway.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which flow an event is for. First the one that has asked the contact something, if this answers it; then the one whose
 * trigger fires; last a fallback. When triggers of several languages fire, the one goes first whose hints the text holds
 * most of, then the contact's own language, then the order in the files.
 */
final class Chooser {
    private static final Logger LOG = LoggerFactory.getLogger(Chooser.class);

    private final List<Flow> flows;
    private final Languages languages;
    private final FlowMetrics metrics;

    Chooser(FlowParts parts) {
        this.flows = parts.book().flows();
        this.languages = new Languages(parts.settings().defaultLocale());
        this.metrics = parts.metrics();
    }

    /**
     * A flow that wants the event.
     *
     * @param language of the trigger; empty if it tells nothing
     */
    record Choice(Flow flow, String language, Map<String, Object> variables) {}

    /** What the flows see of an event. */
    private record Look(Incoming incoming, Memory memory, Map<String, Object> view, Folded text, String locale) {}

    Optional<Choice> choose(Incoming incoming, Memory memory) {
        var look = new Look(
                incoming,
                memory,
                View.of(incoming, memory),
                Folded.of(incoming.text()),
                locale(incoming.asker(), memory));
        return answered(look).or(() -> triggered(look, false)).or(() -> triggered(look, true));
    }

    /** The contact's locale as far as it is known: from what they wrote, else from their number. */
    String locale(Asker asker, Memory memory) {
        return memory.language().isEmpty() ? languages.guess(asker.phone(), asker.userId()) : memory.language();
    }

    /** The contact's locale after they wrote in a language. */
    String locale(Choice choice, String current) {
        return languages.switchTo(choice.language(), current);
    }

    private Optional<Choice> answered(Look look) {
        var awaiting = look.memory().awaiting();
        if (awaiting.isEmpty()) return Optional.empty();
        return flows.stream()
                .filter(flow -> flow.name().equals(awaiting.get().flow()) && wants(flow, look))
                .flatMap(flow -> answer(flow, awaiting.get(), look).stream())
                .findFirst();
    }

    private static Optional<Choice> answer(Flow flow, Memory.Awaiting awaiting, Look look) {
        if (!(flow.find(awaiting.step()).orElse(null) instanceof FlowStep.Ask ask)) return Optional.empty();
        return ask.answer().find(look.text()).map(found -> {
            var variables = new HashMap<>(awaiting.variables());
            variables.putAll(found);
            return new Choice(flow, "", variables);
        });
    }

    private Optional<Choice> triggered(Look look, boolean fallback) {
        for (var flow : flows) {
            var isAsked = flow.fallback() == fallback && wants(flow, look);
            var choice = isAsked ? match(flow, look) : Optional.<Choice>empty();
            if (choice.isPresent()) return choice;
        }
        return Optional.empty();
    }

    private boolean wants(Flow flow, Look look) {
        var event = look.incoming().occasion().event();
        if (!flow.kinds().contains(event.kind())) return false;
        if (flow.oncePerSession() && look.memory().hasShown(flow.name())) return false;
        try {
            return Formula.holds(flow.where(), look.view());
        } catch (FlowFault e) {
            note(flow, look, e);
            return false;
        }
    }

    private Optional<Choice> match(Flow flow, Look look) {
        if (flow.triggers().isEmpty()) return Optional.of(new Choice(flow, "", Map.of()));
        var matches = new ArrayList<Trigger.Match>();
        for (var trigger : flow.triggers()) match(flow, trigger, look).ifPresent(matches::add);
        var own = Languages.languageOf(look.locale());
        return matches.stream()
                .min(Comparator.comparingInt((Trigger.Match match) -> -match.hints())
                        .thenComparing(match -> !match.language().equals(own)))
                .map(best -> new Choice(flow, best.language(), best.variables()));
    }

    private Optional<Trigger.Match> match(Flow flow, Trigger trigger, Look look) {
        try {
            return trigger.match(look.text(), look.view());
        } catch (FlowFault e) {
            note(flow, look, e);
            return Optional.empty();
        }
    }

    private void note(Flow flow, Look look, FlowFault fault) {
        metrics.fault(flow.name(), "expression");
        LOG.atWarn()
                .addKeyValue("eventId", look.incoming().occasion().event().id())
                .addKeyValue("flow", flow.name())
                .addKeyValue("reason", fault.getMessage())
                .log("flow.fault");
    }
}
