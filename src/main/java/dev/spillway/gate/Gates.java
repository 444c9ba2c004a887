package dev.spillway.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** A message with what is known about it; of the class that the gates look at. */
    private record Look(
            Send send,
            SendClass sendClass,
            Facts facts,
            Spent spent,
            Instant now,
            boolean open,
            Templates.@Nullable Standing template,
            Places.Place place) {
        /** The same with another template. */
        Look with(Send filled, SendClass of, Templates.@Nullable Standing standing) {
            return new Look(filled, of, facts, spent, now, open, standing, place);
        }
    }

    /** What counts as the day of a number's budget. */
    public ZoneId zone(String sender) {
        var budget = budgets.get(sender);
        return budget == null ? ZoneOffset.UTC : budget.zone();
    }

    /**
     * What the gates say. {@code input} is what the message is made from. What Meta files as marketing is marketing, whatever it is
     * sent as.
     */
    public Permit judge(Send send, Map<String, Object> input, Facts facts, Spent spent, Instant now) {
        var open = facts.isWindowOpen(send.channel(), now, file.window().margin());
        var standing = standing(send, input);
        var place = places.place(send.phone(), send.userId());
        return judge(new Look(send, sendClass(send, standing), facts, spent, now, open, standing, place));
    }

    private Permit judge(Look look) {
        var suppression = suppression(look);
        return suppression != null ? suppression : window(look);
    }

    private Templates.@Nullable Standing standing(Send send, Map<String, Object> input) {
        var template = send.template();
        return template == null
                ? null
                : templates.of(send.sender(), template, input).orElse(null);
    }

    private static SendClass sendClass(Send send, Templates.@Nullable Standing standing) {
        return standing != null && standing.category().equals(Prices.MARKETING)
                ? SendClass.MARKETING
                : send.sendClass();
    }

    private Permit window(Look look) {
        var send = look.send;
        var mode = mode(Gate.WINDOW, look);
        if (send.template() != null || look.open || mode == Mode.PASS) return rest(look, null);
        var instead = mode == Mode.TEMPLATE ? instead(send.locale()) : null;
        if (instead == null) return new Permit.Refuse(Gate.WINDOW, "window_closed");
        var filled = send.as(instead.atMeta());
        var standing = standing(filled, Map.of("components", instead.components()));
        var sendClass = sendClass(filled, standing);
        // The stand-in is another message where Meta files it as marketing: all gates look at it again.
        var other = look.with(filled, sendClass, standing);
        var suppression = sendClass == look.sendClass ? null : suppression(other);
        return suppression != null ? suppression : rest(other, instead);
    }

    /** By the locale, else by its language. */
    private GatesFile.@Nullable Instead instead(String locale) {
        var exact = file.instead().get(locale);
        return exact != null ? exact : file.instead().get(locale.split("-", 2)[0]);
    }

    private Permit rest(Look look, GatesFile.@Nullable Instead instead) {
        var against = template(look);
        if (against == null) against = consent(look);
        if (against == null) against = rested(look);
        if (against == null) against = quiet(look);
        if (against != null) return against;
        var cost = cost(look);
        var broke = budget(look, cost);
        if (broke != null) return broke;
        return instead == null ? new Permit.Pass(cost, look.send.template()) : new Permit.Instead(instead, cost);
    }

    private Mode mode(Gate gate, Look look) {
        return file.matrix().of(gate, look.sendClass);
    }

    private @Nullable Permit suppression(Look look) {
        var mode = mode(Gate.SUPPRESSION, look);
        if (mode == Mode.PASS) return null;
        // Who waits for an answer is not kept waiting for what is being read back.
        if (!look.facts.known()) return mode == Mode.EARLIER ? null : unknown(Gate.SUPPRESSION, look);
        var since = look.facts.suppressedSince(look.send.tenant()).orElse(Instant.MIN);
        // What answers the opt-out itself is its one confirmation.
        if (look.send.askedAt().equals(since) && look.sendClass == SendClass.REPLY) return null;
        if (look.facts.isSuppressed(look.send.tenant(), look.sendClass)) return refused(Gate.SUPPRESSION, "suppressed");
        var earlier = mode == Mode.EARLIER && look.send.askedAt().isBefore(since);
        return earlier ? refused(Gate.SUPPRESSION, "suppressed_since") : null;
    }

    private @Nullable Permit template(Look look) {
        var mode = mode(Gate.TEMPLATE, look);
        var standing = look.template;
        if (mode == Mode.PASS || standing == null || standing.reason().isEmpty()) return null;
        var code = "template_" + standing.reason();
        var until = standing.until();
        var name = look.send.template();
        if (mode == Mode.POSTPONE && name != null && until != null && until.isAfter(look.now))
            return Permit.Postpone.forTemplate(name, until, code);
        return standing.isTaken() ? null : refused(Gate.TEMPLATE, code);
    }

    private @Nullable Permit consent(Look look) {
        var mode = mode(Gate.CONSENT, look);
        if (mode == Mode.PASS || (mode == Mode.OUTSIDE && look.open)) return null;
        if (!look.facts.known()) return unknown(Gate.CONSENT, look);
        return look.facts.hasConsent(look.send.tenant(), look.sendClass) ? null : refused(Gate.CONSENT, "no_consent");
    }

    private @Nullable Permit rested(Look look) {
        var mode = mode(Gate.REST, look);
        var until = look.facts.restUntil();
        if (mode == Mode.PASS || !until.isAfter(look.now)) return null;
        return mode == Mode.POSTPONE
                ? new Permit.Postpone(Gate.REST, until, "had_enough")
                : refused(Gate.REST, "had_enough");
    }

    private @Nullable Permit quiet(Look look) {
        if (mode(Gate.QUIET_HOURS, look) == Mode.PASS) return null;
        return quietHours
                .until(look.now, zones(look))
                .map(until -> new Permit.Postpone(Gate.QUIET_HOURS, until, "quiet_hours"))
                .orElse(null);
    }

    private List<ZoneId> zones(Look look) {
        var zones = look.place.zones();
        return zones.isEmpty() ? List.of(file.quietHours().zone()) : zones;
    }

    private @Nullable Permit budget(Look look, Cost cost) {
        var budget = budgets.get(look.send.sender());
        var mode = mode(Gate.BUDGET, look);
        if (budget == null || mode == Mode.PASS || cost.micros() == 0) return null;
        if (look.spent.todayMicros() + cost.micros() <= Prices.micros(budget.perDay())) return null;
        if (mode == Mode.REFUSE) return refused(Gate.BUDGET, "budget_used");
        var tomorrow = look.now.atZone(budget.zone()).toLocalDate().plusDays(1).atStartOfDay(budget.zone());
        return new Permit.Postpone(Gate.BUDGET, tomorrow.toInstant(), "budget_used");
    }

    private Cost cost(Look look) {
        var send = look.send;
        var free = look.facts.isFreeEntry(send.channel(), look.now);
        return prices.of(
                new Prices.Item(category(look), look.place.country(), look.open, free, look.spent.textsThisMonth()),
                look.now);
    }

    private static String category(Look look) {
        if (look.send.template() == null) return Prices.SERVICE;
        var known = look.template == null ? "" : look.template.category();
        return known.isEmpty() ? Prices.category(look.sendClass) : known;
    }

    private static Permit refused(Gate gate, String code) {
        return new Permit.Refuse(gate, code);
    }

    private static Permit unknown(Gate gate, Look look) {
        return new Permit.Postpone(gate, look.now.plus(LOOK_AGAIN), Permit.Postpone.FACTS_UNKNOWN);
    }
}
