package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import java.util.TreeMap;

/**
 * Judges what came by the limits in force, from the log of arrivals alone: what the simulator itself let through or refused
 * does not matter. Takes about a millisecond for 10,000 messages, on the simulators' event loop.
 */
final class Violations {
    private final ArrivalLog arrivals;
    private final LimitHistory limits;
    private final Behaviour behaviour;

    Violations(ArrivalLog arrivals, LimitHistory limits, Behaviour behaviour) {
        this.arrivals = arrivals;
        this.limits = limits;
        this.behaviour = behaviour;
    }

    /** What is found while the rows are read. */
    private static final class Findings {
        private final TreeMap<String, NumberJudge> numbers = new TreeMap<>();
        private final PairJudge pairs;
        private final TierJudge tier;
        private long rows;

        Findings(MetaOptions options, Policy policy, Question question) {
            this.pairs = new PairJudge(options.pairIntervalMs() * 1_000L, options.pairBurst(), question.pairSlackUs());
            this.tier = new TierJudge(policy.tier(), policy.dayMs() * 1_000L);
        }
    }

    /** {@code GET /_sim/meta/violations}. */
    ObjectNode report(Question question) {
        var findings = new Findings(behaviour.part(MetaOptions.class), behaviour.part(Policy.class), question);
        var end = arrivals.firstAt(question.toUs());
        for (var row = arrivals.firstAt(question.fromUs()); row < end; row++) judge(findings, row, question);
        return report(findings);
    }

    private void judge(Findings findings, int row, Question question) {
        var number =
                findings.numbers.computeIfAbsent(arrivals.number(row), id -> new NumberJudge(limits, id, question));
        var atUs = arrivals.atUs(row);
        findings.rows++;
        if (arrivals.isInbound(row)) {
            number.inbound(atUs);
        } else {
            number.send(atUs, arrivals.code(row));
            judgePerson(findings, row, atUs);
        }
    }

    private void judgePerson(Findings findings, int row, long atUs) {
        var code = arrivals.code(row);
        var person = arrivals.personIndex(row);
        if (person < 0) return;
        if (code == 0 || code == MetaError.PAIR_LIMIT) {
            findings.pairs.send((long) arrivals.numberIndex(row) << 32 | person, atUs);
        }
        if (arrivals.isInitiated(row)) findings.tier.send(person, atUs);
    }

    private ObjectNode report(Findings findings) {
        var onNumbers =
                findings.numbers.values().stream().mapToLong(NumberJudge::over).sum();
        var withInbound = findings.numbers.values().stream()
                .mapToLong(NumberJudge::overWithInbound)
                .sum();
        var others = findings.pairs.over() + findings.tier.over();
        var report = Json.object().put("violations", onNumbers + others);
        report.put("violationsWithInbound", withInbound + others);
        report.put("arrivals", findings.rows).put("leftOut", arrivals.leftOut());
        var numbers = report.putObject("numbers");
        findings.numbers.forEach((id, judge) -> numbers.set(id, judge.report()));
        report.set("pairs", findings.pairs.report());
        report.set("tier", findings.tier.report());
        return report;
    }
}
