package dev.spillway.outbound;

import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import dev.spillway.gate.Gate;
import dev.spillway.gate.Permit;
import dev.spillway.json.Json;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What an attempt leaves behind: one log line, its ledger entries, and the answer for the flow that waits for one. */
final class AttemptReport {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptReport.class);
    /** The rank of the first state of a message: it is with the provider, who has not said anything yet. */
    private static final int ACCEPTED_RANK = 0;

    /** A shorter wait is no news. */
    private static final Duration WORTH_A_ROW = Duration.ofSeconds(10);

    private final Function<Delivery, String> stored;
    private final String origin;
    private final Redaction redaction;

    /** What differs between the rows of a delivery. */
    private record Line(String step, LedgerEntry.Kind kind, String messageId, Map<String, Object> detail) {}

    /**
     * @param stored a delivery as text from which it can be replayed
     * @param origin which version of which connector makes the attempts; empty if no file describes it
     * @param redaction what nobody sees of answers
     */
    AttemptReport(Function<Delivery, String> stored, String origin, Redaction redaction) {
        this.redaction = redaction;
        this.stored = stored;
        this.origin = origin;
    }

    /** The one line. */
    void log(Tried tried, Verdict verdict) {
        var delivery = tried.attempt().delivery();
        var outcome = tried.ending().outcome();
        LOG.atLevel(level(tried, verdict))
                .addKeyValue("eventId", delivery.event())
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("destination", delivery.destination())
                .addKeyValue("operation", delivery.operation())
                .addKeyValue("attempt", tried.attempt().number())
                .addKeyValue("outcome", Verdicts.word(outcome.kind()))
                .addKeyValue("code", outcome.code())
                .addKeyValue("verdict", Verdicts.name(verdict))
                .addKeyValue("nextTryMs", Verdicts.delay(verdict).toMillis())
                .addKeyValue("durationMs", tried.took().toMillis())
                .log("delivery.attempted");
    }

    /** What went as it should, a thousand times a second, is told by the ledger alone. */
    private static Level level(Tried tried, Verdict verdict) {
        if (verdict instanceof Verdict.Dead) return Level.WARN;
        return verdict instanceof Verdict.Done && tried.attempt().number() == 1 ? Level.DEBUG : Level.INFO;
    }

    /** What goes into the ledger. */
    List<LedgerEntry> entries(Tried tried, Verdict verdict) {
        var entries = new ArrayList<LedgerEntry>();
        entries.add(row(tried, step(tried, verdict), LedgerEntry.Kind.ATTEMPT, detail(tried, verdict)));
        if (verdict instanceof Verdict.Dead dead) {
            var step = tried.attempt().delivery().step() + ".dead";
            entries.add(row(tried, step, LedgerEntry.Kind.DEAD, Map.of("reason", dead.reason())));
            entries.add(letter(tried, dead));
        }
        if (tried.ending().outcome().succeeded() && !messageId(tried).isEmpty()) entries.add(message(tried));
        return entries;
    }

    /** What goes into the ledger for a delivery that does not go out because it had ended before Redis forgot it. */
    LedgerEntry skipped(Attempt attempt, Instant at) {
        var step = attempt.delivery().step() + ".attempt." + attempt.number() + "." + at.toEpochMilli();
        var detail = Map.<String, Object>of(
                "destination", attempt.delivery().destination(),
                "operation", attempt.delivery().operation(),
                "skipped", "done before the rollback");
        return row(attempt, at, new Line(step, LedgerEntry.Kind.ATTEMPT, "", detail));
    }

    /** What goes into the ledger, and the log, for a delivery that the gates refuse. */
    LedgerEntry refused(Tried tried, Permit.Refuse permit) {
        var delivery = tried.attempt().delivery();
        LOG.atInfo()
                .addKeyValue("eventId", delivery.event())
                .addKeyValue("deliveryId", delivery.id())
                .addKeyValue("destination", delivery.destination())
                .addKeyValue("operation", delivery.operation())
                .addKeyValue("gate", permit.gate().word())
                .addKeyValue("code", permit.code())
                .log("delivery.refused");
        var detail = held(tried.attempt(), "refused", permit.gate(), permit.code());
        return row(tried, delivery.step() + ".refused", LedgerEntry.Kind.ATTEMPT, detail);
    }

    /** What goes into the ledger for one that has to wait; nothing for a moment until something is known. */
    List<LedgerEntry> putOff(Attempt attempt, Permit.Postpone permit, Instant at) {
        if (Duration.between(at, permit.until()).compareTo(WORTH_A_ROW) < 0) return List.of();
        var step = attempt.delivery().step() + ".put_off." + permit.until().toEpochMilli();
        var detail = held(attempt, "put_off", permit.gate(), permit.code());
        detail.put("until", permit.until().toString());
        return List.of(row(attempt, at, new Line(step, LedgerEntry.Kind.ATTEMPT, "", detail)));
    }

    private static Map<String, Object> held(Attempt attempt, String result, Gate gate, String code) {
        var delivery = attempt.delivery();
        var detail = new LinkedHashMap<String, Object>();
        detail.put("destination", delivery.destination());
        detail.put("operation", delivery.operation());
        detail.put("result", result);
        detail.put("gate", gate.word());
        detail.put("code", code);
        return detail;
    }

    /** The answer, if the delivery has one to give and this was its last attempt. */
    Optional<Payload> answer(Tried tried, Verdict verdict) {
        var last = verdict instanceof Verdict.Done || verdict instanceof Verdict.Dead;
        return last && tried.attempt().delivery().answers() ? Optional.of(Json.write(answer(tried))) : Optional.empty();
    }

    private static Map<String, Object> answer(Tried tried) {
        var delivery = tried.attempt().delivery();
        var outcome = tried.ending().outcome();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("outcome", outcome.kind().name());
        answer.put("value", outcome.value());
        answer.put("reason", outcome.reason());
        answer.put("code", outcome.code());
        answer.put("step", delivery.step());
        answer.put("operation", delivery.operation());
        answer.put("deliveryId", delivery.id());
        answer.put("eventId", delivery.event().value());
        answer.put("locale", delivery.locale());
        answer.put("input", delivery.input());
        return answer;
    }

    /** Attempts that count have a number of their own; one that does not shares it with the next and needs the time too. */
    private static String step(Tried tried, Verdict verdict) {
        var step = tried.attempt().delivery().step() + ".attempt."
                + tried.attempt().number();
        var counts = verdict instanceof Verdict.Retry retry
                ? retry.spent()
                : !(verdict instanceof Verdict.Park || verdict instanceof Verdict.PutOff);
        return counts ? step : step + "." + tried.at().toEpochMilli();
    }

    private Map<String, Object> detail(Tried tried, Verdict verdict) {
        var delivery = tried.attempt().delivery();
        var outcome = tried.ending().outcome();
        var detail = new LinkedHashMap<String, Object>();
        detail.put("destination", delivery.destination());
        detail.put("operation", delivery.operation());
        detail.put("attempt", tried.attempt().number());
        detail.put("result", Verdicts.word(outcome.kind()));
        detail.put("code", outcome.code());
        detail.put("reason", outcome.reason());
        if (!origin.isEmpty()) detail.put("connector", origin);
        detail.put("calls", tried.ending().calls());
        if (tried.together() > 1) detail.put("together", tried.together());
        detail.put("durationMs", tried.took().toMillis());
        detail.put("verdict", Verdicts.name(verdict));
        detail.put("nextTryMs", Verdicts.delay(verdict).toMillis());
        if (tried.attempt().permit() instanceof Permit.Instead other)
            detail.put("instead", other.template().name());
        if (Gatekeeper.isCharged(tried)) detail.put("cost", cost(tried.attempt()));
        return detail;
    }

    private static Map<String, Object> cost(Attempt attempt) {
        var permit = attempt.permit();
        if (permit == null) return Map.of();
        var cost = permit.cost();
        return Map.of(
                "micros", cost.micros(),
                "currency", cost.currency(),
                "category", cost.category(),
                "country", cost.country(),
                "rule", cost.rule());
    }

    private static LedgerEntry row(Tried tried, String step, LedgerEntry.Kind kind, Map<String, Object> detail) {
        return row(tried.attempt(), tried.at(), new Line(step, kind, messageId(tried), detail));
    }

    private static LedgerEntry row(Attempt attempt, Instant at, Line line) {
        var delivery = attempt.delivery();
        return new LedgerEntry.Row(
                delivery.event(),
                delivery.acceptedAt(),
                line.step,
                line.kind,
                at,
                delivery.contact().value(),
                line.messageId,
                delivery.id(),
                text(delivery.input().get("orderNumber")),
                line.detail);
    }

    private LedgerEntry letter(Tried tried, Verdict.Dead dead) {
        var delivery = tried.attempt().delivery();
        return new LedgerEntry.DeadLetter(
                delivery.id(),
                delivery.event(),
                tried.attempt().shard(),
                delivery.destination(),
                delivery.contact().value(),
                dead.reason(),
                tried.attempt().number(),
                tried.at(),
                LastAnswer.of(tried.ending().last(), redaction),
                stored.apply(delivery));
    }

    private static LedgerEntry message(Tried tried) {
        var delivery = tried.attempt().delivery();
        return new LedgerEntry.Message(
                messageId(tried),
                delivery.id(),
                delivery.destination(),
                delivery.contact().value(),
                "accepted",
                ACCEPTED_RANK,
                tried.at(),
                "");
    }

    private static String messageId(Tried tried) {
        return text(tried.ending().outcome().value().get("messageId"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }
}
