package dev.spillway.plan;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What steady streams of 1 k, 10 k and 100 k events a second need, as Markdown. */
public record CapacityTable(Means means, Costs costs) {
    private static final Duration LONG_LIFE = Duration.ofDays(8);

    /** Several lines, the last one ended. */
    public String text() {
        return "| events/s | gateway cores (nodes of " + means.servers().nodeCores() + ") | Redis cores (masters) "
                + "| Postgres cores | waiting after " + means.outage()
                + " | dedupe keys of 48 h | of 8 days |\n|---|---|---|---|---|---|---|\n"
                + Stream.of(1_000, 10_000, 100_000).map(this::row).collect(Collectors.joining());
    }

    private String row(int eventsPerSecond) {
        var needs = new Needs(eventsPerSecond, costs);
        var cells = Stream.of(
                Amount.number(eventsPerSecond),
                Amount.cores(needs.gatewayCores()) + " (" + means.nodesFor(eventsPerSecond, costs) + ")",
                Amount.cores(needs.redisCores()) + " (" + needs.redisMasters() + ")",
                Amount.cores(needs.postgresCores()),
                Amount.bytes(needs.waitingBytes(means.outage())),
                Amount.bytes(needs.dedupeBytes(Needs.DEDUPE_LIFE)),
                Amount.bytes(needs.dedupeBytes(LONG_LIFE)));
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
