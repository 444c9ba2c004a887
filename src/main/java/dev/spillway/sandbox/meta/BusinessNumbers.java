package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Range;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The business numbers of the account: what each may send, how good it is, and whether Meta is at work on it. */
final class BusinessNumbers {
    private static final Set<String> QUALITIES = Set.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    private static final double HIGH = 1_000;

    private final TreeMap<String, Line> lines = new TreeMap<>();
    private final Behaviour behaviour;
    private final LimitHistory history;
    private final Now now;

    BusinessNumbers(MetaAccount account, Behaviour behaviour, LimitHistory history, Now now) {
        this.behaviour = behaviour;
        this.history = history;
        this.now = now;
        account.numbers().forEach((id, shown) -> lines.put(id, new Line(id, shown)));
        refit();
        behaviour.onChange(this::refit);
    }

    /** One of them. */
    private final class Line {
        private final String id;
        private final String shown;
        private final String waId;
        private String quality = "GREEN";
        private double ownPerSecond = -1;
        private boolean upgrading;
        private Throughput throughput;

        Line(String id, String shown) {
            this.id = id;
            this.shown = shown;
            this.waId = People.waId(shown);
            this.throughput = fresh();
        }

        private double perSecond() {
            return ownPerSecond < 0 ? behaviour.part(MetaOptions.class).messagesPerSecond() : ownPerSecond;
        }

        private Throughput fresh() {
            history.set(id, now.us(), perSecond());
            return new Throughput(perSecond(), behaviour.part(Policy.class).slides(), now.us());
        }
    }

    boolean has(String id) {
        return lines.containsKey(id);
    }

    /** As it is shown; empty for one that is not there. */
    String shown(String id) {
        var line = lines.get(id);
        return line == null ? "" : line.shown;
    }

    /** As it would be known if it were a person's. */
    String waId(String id) {
        return line(id).waId;
    }

    /** The error of a message that may not pass; it has passed if there is none. */
    Optional<MetaError> pass(String id) {
        var line = line(id);
        if (line.upgrading) return Optional.of(LimitErrors.maintenance());
        return line.throughput.tryPass(now.us()) ? Optional.empty() : Optional.of(LimitErrors.throughput());
    }

    /** Somebody wrote to it. */
    void inbound(String id) {
        if (behaviour.part(Policy.class).inboundCounts()) line(id).throughput.inbound(now.us());
    }

    /** All that were begun again: nothing saved up by anyone, nothing owed. */
    private void refit() {
        lines.values().forEach(line -> line.throughput = line.fresh());
    }

    /**
     * {@code PUT /_sim/meta/numbers/{id}}: {@code messagesPerSecond} of its own (0 = no limit, -1 = as all), {@code quality}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    ObjectNode put(String id, ObjectNode wanted) {
        var line = line(id);
        var perSecond = wanted.path("messagesPerSecond").asDouble(line.ownPerSecond);
        var quality = wanted.path("quality").asText(line.quality);
        Range.check("messagesPerSecond", perSecond, -1, 1_000_000);
        if (!QUALITIES.contains(quality)) throw new IllegalArgumentException("quality must be one of " + QUALITIES);
        line.ownPerSecond = perSecond;
        line.quality = quality;
        line.throughput = line.fresh();
        return report(id);
    }

    /**
     * Meta makes it faster: for a while every call is answered by 131057, then the new limit holds.
     *
     * @param done runs when it does
     */
    void upgrade(Vertx vertx, String id, double perSecond, int maintenanceMs, Runnable done) {
        var line = line(id);
        Range.check("messagesPerSecond", perSecond, 0, 1_000_000);
        Range.check("maintenanceMs", maintenanceMs, 1, 86_400_000);
        line.upgrading = true;
        vertx.setTimer(maintenanceMs, timer -> {
            if (!line.upgrading) return;
            line.upgrading = false;
            line.ownPerSecond = perSecond;
            line.throughput = line.fresh();
            done.run();
        });
    }

    /** All as they were at first, but for what the behaviour says. */
    void reset() {
        lines.values().forEach(line -> {
            line.ownPerSecond = -1;
            line.quality = "GREEN";
            line.upgrading = false;
        });
        refit();
    }

    /** What {@code GET /{version}/{id}?fields=throughput,quality_rating} tells, and the limit itself. */
    ObjectNode report(String id) {
        var line = line(id);
        var report = Json.object().put("id", id).put("display_phone_number", line.shown);
        report.put("quality_rating", line.quality);
        report.putObject("throughput").put("level", line.perSecond() >= HIGH ? "HIGH" : "STANDARD");
        return report.put("messagesPerSecond", line.perSecond()).put("upgrading", line.upgrading);
    }

    private Line line(String id) {
        var line = lines.get(id);
        if (line != null) return line;
        throw new IllegalArgumentException("unknown number " + id + "; known: " + String.join(", ", lines.keySet()));
    }
}
