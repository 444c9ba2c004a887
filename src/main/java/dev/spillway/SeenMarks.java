package dev.spillway;

import dev.spillway.config.SenderConfig;
import dev.spillway.config.SenderConfig.Marks;
import dev.spillway.connector.Operation;
import dev.spillway.event.Deadline;
import dev.spillway.flow.Lookups;
import dev.spillway.flow.ReadMarks;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Marks messages by the destination that each sender has for it. A mark is sent at once or never, and not repeated. */
final class SeenMarks implements ReadMarks {
    private static final Duration MARK_MAX = Duration.ofSeconds(2);

    private final Map<String, Marks> marks;
    private final Lookups destinations;
    private final Clock clock;

    SeenMarks(Collection<SenderConfig> senders, Lookups destinations, Clock clock) {
        this.marks = senders.stream().collect(Collectors.toMap(SenderConfig::name, SenderConfig::marks));
        this.destinations = destinations;
        this.clock = clock;
    }

    @Override
    public void seen(String sender, String messageId, String eventId) {
        var wanted = marks.getOrDefault(sender, Marks.NONE);
        if (wanted == Marks.NONE) return;
        var input = Map.<String, Object>of("messageId", messageId, "typing", wanted == Marks.TYPING);
        var operation = new Operation("markRead", input, Operation.Context.lookup(eventId, ""));
        // Counted by the destination; nobody waits for it.
        destinations
                .lookup(SenderPlans.marks(sender), operation, Deadline.after(clock, MARK_MAX))
                .onFailure(impossible -> {});
    }
}
