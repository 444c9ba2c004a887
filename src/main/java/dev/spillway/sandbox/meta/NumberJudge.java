package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one business number was asked to send, against its throughput: from times of arrival alone, those of refused messages
 * among them.
 *
 * <p>A breach is a message to send with which more lie in the second (the ten seconds) that ends with it than the limit
 * allows. Since that second begins at no certain time, no window of that length anywhere holds more than {@code max}.
 */
final class NumberJudge {
    private static final long SECOND_US = 1_000_000;

    private final LimitHistory limits;
    private final String number;
    private final Span[] spans;
    private final Map<Integer, Integer> refused = new TreeMap<>();
    private long accepted;
    private long inbound;
    private long firstUs = -1;
    private long lastUs;

    NumberJudge(LimitHistory limits, String number, Question question) {
        this.limits = limits;
        this.number = number;
        this.spans = new Span[] {
            new Span("1s", SECOND_US, question.tolerance1s()), new Span("10s", 10 * SECOND_US, question.tolerance10s())
        };
    }

    /** One length of window: what was to be sent by itself, and together with what people wrote. */
    private static final class Span {
        private final String name;
        private final long us;
        private final double tolerance;
        private final SlidingCount sends;
        private final SlidingCount all;
        private int maxSends;
        private int maxAll;
        private long overSends;
        private long overAll;

        Span(String name, long us, double tolerance) {
            this.name = name;
            this.us = us;
            this.tolerance = tolerance;
            this.sends = new SlidingCount(us);
            this.all = new SlidingCount(us);
        }

        void send(long atUs, double allowed) {
            var mine = sends.add(atUs);
            var both = all.add(atUs);
            maxSends = Math.max(maxSends, mine);
            maxAll = Math.max(maxAll, both);
            if (mine > allowed * tolerance) overSends++;
            if (both > allowed * tolerance) overAll++;
        }

        void inbound(long atUs) {
            maxAll = Math.max(maxAll, all.add(atUs));
        }
    }

    void send(long atUs, int code) {
        for (var span : spans) span.send(atUs, limits.allowed(number, atUs, span.us));
        if (firstUs < 0) firstUs = atUs;
        lastUs = atUs;
        if (code == 0) {
            accepted++;
        } else {
            refused.merge(code, 1, Integer::sum);
        }
    }

    void inbound(long atUs) {
        for (var span : spans) span.inbound(atUs);
        inbound++;
    }

    /** Breaches by what was to be sent alone. */
    long over() {
        return spans[0].overSends + spans[1].overSends;
    }

    /** The same with what people wrote counted in. */
    long overWithInbound() {
        return spans[0].overAll + spans[1].overAll;
    }

    ObjectNode report() {
        var report = Json.object().put("limit", limits.last(number));
        report.put("accepted", accepted).put("inbound", inbound);
        report.set("refused", Json.MAPPER.valueToTree(refused));
        report.put("firstMs", firstUs / 1_000).put("lastMs", lastUs / 1_000).put("used", used(accepted));
        report.put("usedWithInbound", used(accepted + inbound));
        var withInbound = Json.object();
        for (var span : spans) {
            report.put("max" + span.name, span.maxSends).put("over" + span.name, span.overSends);
            withInbound.put("max" + span.name, span.maxAll).put("over" + span.name, span.overAll);
        }
        report.set("withInbound", withInbound);
        return report;
    }

    /** Which part of what the limit let through from the first to the last; 0 where there is no limit. */
    private double used(long count) {
        var capacity = limits.capacity(number, Math.max(0, firstUs), lastUs);
        return Double.isFinite(capacity) && capacity > 0 ? count / capacity : 0;
    }
}
