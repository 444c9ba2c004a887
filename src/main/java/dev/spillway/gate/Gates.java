package dev.spillway.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges messages by the matrix of {@code gates.yaml}. The gates are asked in the order of {@link Gate}; the first that holds
 * something against a message decides, unless a template can take its place. Pure; callable from any thread.
 */
public final class Gates {
    /** While what a person allows is being read back it is looked again after this time. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final GatesFile file;
    private final Prices prices;
    private final Places places;
    private final Templates templates;
    private final QuietHours quietHours;
    private final Map<String, GatesFile.Budget> budgets = new HashMap<>();

    public Gates(GatesFile file, Prices prices, Places places, Templates templates) {
        this.file = file;
        this.prices = prices;
        this.places = places;
        this.templates = templates;
        this.quietHours =
                new QuietHours(file.quietHours().from(), file.quietHours().to());
        file.budgets().forEach(budget -> budgets.put(budget.sender(), budget));
    }

    /** A message with what is known about it. */
    private record Look(
            Send send, Facts facts, Spent spent, Instant now, boolean open, Templates.@Nullable Standing template) {}

    /** What counts as the day of a number's budget. */
    public ZoneId zone(String sender) {
        var budget = budgets.get(sender);
        return budget == null ? ZoneId.of("UTC") : budget.zone();
    }

    /** What the gates say. {@code input} is what the message is made from. */
    public Permit judge(Send send, Map<String, Object> input, Facts facts, Spent spent, Instant now) {
        var open = facts.isWindowOpen(send.channel(), now, file.window().margin());
        var look = new Look(send, facts, spent, now, open, standing(send, input));
        return first(look, List.of(this::suppression)).orElseGet(() -> window(look));
    }

    private Templates.@Nullable Standing standing(Send send, Map<String, Object> input) {
        var template = send.template();
        return template == null
                ? null
                : templates.of(send.sender(), template, input).orElse(null);
    }

    private Permit window(Look look) {
        var send = look.send;
        var mode = mode(Gate.WINDOW, look);
        if (send.template() != null || look.open || mode == Mode.PASS) return rest(look, null);
        var instead = mode == Mode.TEMPLATE ? instead(send.locale()) : null;
        if (instead == null) return new Permit.Refuse(Gate.WINDOW, "window_closed");
        var filled = send.as(new TemplateName(instead.name(), instead.language()));
        var input = Map.<String, Object>of("components", instead.components());
        return rest(new Look(filled, look.facts, look.spent, look.now, false, standing(filled, input)), instead);
    }

    /** By the locale, else by its language. */
    private GatesFile.@Nullable Instead instead(String locale) {
        var exact = file.instead().get(locale);
        return exact != null ? exact : file.instead().get(locale.split("-", 2)[0]);
    }

    private Permit rest(Look look, GatesFile.@Nullable Instead instead) {
        var cost = cost(look);
        return first(look, List.of(this::template, this::consent, this::quiet, it -> budget(it, cost)))
                .orElseGet(() -> instead == null ? new Permit.Pass(cost) : new Permit.Instead(instead, cost));
    }

    private static Optional<Permit> first(Look look, List<Function<Look, Optional<Permit>>> gates) {
        return gates.stream().flatMap(gate -> gate.apply(look).stream()).findFirst();
    }

    private Mode mode(Gate gate, Look look) {
        return file.matrix().of(gate, look.send.sendClass());
    }

    private Optional<Permit> suppression(Look look) {
        var mode = mode(Gate.SUPPRESSION, look);
        if (mode == Mode.PASS) return Optional.empty();
        // Who waits for an answer is not kept waiting for what is being read back.
        if (!look.facts.known()) return mode == Mode.EARLIER ? Optional.empty() : unknown(Gate.SUPPRESSION, look);
        var since = look.facts.suppressedSince(look.send.tenant()).orElse(Instant.MIN);
        // What answers the opt-out itself is its one confirmation.
        if (look.send.askedAt().equals(since) && look.send.sendClass() == SendClass.REPLY) return Optional.empty();
        if (look.facts.isSuppressed(look.send.tenant(), look.send.sendClass()))
            return refused(Gate.SUPPRESSION, "suppressed");
        var earlier = mode == Mode.EARLIER && look.send.askedAt().isBefore(since);
        return earlier ? refused(Gate.SUPPRESSION, "suppressed_since") : Optional.empty();
    }

    private Optional<Permit> template(Look look) {
        var mode = mode(Gate.TEMPLATE, look);
        var standing = look.template;
        if (mode == Mode.PASS || standing == null || standing.reason().isEmpty()) return Optional.empty();
        var code = "template_" + standing.reason();
        var until = standing.until();
        return mode == Mode.POSTPONE && until != null && until.isAfter(look.now)
                ? Optional.of(new Permit.Postpone(Gate.TEMPLATE, until, code))
                : refused(Gate.TEMPLATE, code);
    }

    private Optional<Permit> consent(Look look) {
        var mode = mode(Gate.CONSENT, look);
        if (mode == Mode.PASS || (mode == Mode.OUTSIDE && look.open)) return Optional.empty();
        if (!look.facts.known()) return unknown(Gate.CONSENT, look);
        return look.facts.hasConsent(look.send.tenant(), look.send.sendClass())
                ? Optional.empty()
                : refused(Gate.CONSENT, "no_consent");
    }

    private Optional<Permit> quiet(Look look) {
        if (mode(Gate.QUIET_HOURS, look) == Mode.PASS) return Optional.empty();
        return quietHours
                .until(look.now, zones(look.send))
                .map(until -> new Permit.Postpone(Gate.QUIET_HOURS, until, "quiet_hours"));
    }

    private List<ZoneId> zones(Send send) {
        var zones = places.zones(send.phone(), send.userId());
        return zones.isEmpty() ? List.of(file.quietHours().zone()) : zones;
    }

    private Optional<Permit> budget(Look look, Cost cost) {
        var budget = budgets.get(look.send.sender());
        var mode = mode(Gate.BUDGET, look);
        if (budget == null || mode == Mode.PASS || cost.micros() == 0) return Optional.empty();
        if (look.spent.todayMicros() + cost.micros() <= Prices.micros(budget.perDay())) return Optional.empty();
        if (mode == Mode.REFUSE) return refused(Gate.BUDGET, "budget_used");
        var tomorrow = look.now.atZone(budget.zone()).toLocalDate().plusDays(1).atStartOfDay(budget.zone());
        return Optional.of(new Permit.Postpone(Gate.BUDGET, tomorrow.toInstant(), "budget_used"));
    }

    private Cost cost(Look look) {
        var send = look.send;
        var free = look.facts.isFreeEntry(send.channel(), look.now);
        var country = places.country(send.phone(), send.userId());
        return prices.of(
                new Prices.Item(category(look), country, look.open, free, look.spent.textsThisMonth()), look.now);
    }

    private static String category(Look look) {
        if (look.send.template() == null) return Prices.SERVICE;
        var known = look.template == null ? "" : look.template.category();
        return known.isEmpty() ? Prices.category(look.send.sendClass()) : known;
    }

    private static Optional<Permit> refused(Gate gate, String code) {
        return Optional.of(new Permit.Refuse(gate, code));
    }

    private static Optional<Permit> unknown(Gate gate, Look look) {
        return Optional.of(new Permit.Postpone(gate, look.now.plus(LOOK_AGAIN), "facts_unknown"));
    }
}
