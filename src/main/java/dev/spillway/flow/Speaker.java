package dev.spillway.flow;

import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Turns what a flow wants to say or have done into deliveries. */
final class Speaker {
    private final TextLibrary texts;
    private final String version;
    private final Supplier<Instant> now;

    /** @param version of the files that the flows and texts come from */
    Speaker(TextLibrary texts, String version, Supplier<Instant> now) {
        this.texts = texts;
        this.version = version;
        this.now = now;
    }

    /** Says a text to whom the turn is with. Fails with {@link TextException}. */
    Progress say(Progress progress, String id, String text) {
        var turn = progress.turn();
        var input = new LinkedHashMap<String, Object>();
        var asker = turn.asker();
        if (!asker.phone().isEmpty()) input.put("to", asker.phone());
        if (!asker.userId().isEmpty()) input.put("userId", asker.userId());
        input.put("text", texts.render(turn.locale(), text, data(progress)));
        // A late answer may come behind other messages: the quote shows what it answers.
        if (turn.isFollowUp() && !asker.messageId().isEmpty()) input.put("replyTo", asker.messageId());
        var sender = turn.sender().orElseThrow(() -> new IllegalStateException("a turn without sender says nothing"));
        return queue(progress, new Task(id, sender, "sendText", Priority.INTERACTIVE, false), input);
    }

    /**
     * What a delivery does.
     *
     * @param id of the step
     * @param answers whether its outcome shall come back
     */
    record Task(String id, String destination, String operation, Priority priority, boolean answers) {}

    /** Queues an operation. */
    Progress queue(Progress progress, Task task, Map<String, Object> input) {
        var delivery = delivery(progress.turn(), task, input);
        return progress.with(delivery, rows(progress).queued(delivery, progress.order(), version));
    }

    Rows rows(Progress progress) {
        var incoming = progress.turn().incoming();
        return new Rows(incoming.occasion(), incoming.asker().messageId(), now.get());
    }

    private static Delivery delivery(Turn turn, Task task, Map<String, Object> input) {
        var event = turn.incoming().occasion().event();
        var name = turn.flow().step(task.id());
        return new Delivery(
                event.id().step(name),
                task.destination(),
                task.priority(),
                event.contactKey(),
                event.id(),
                turn.incoming().occasion().acceptedAt(),
                name,
                task.operation(),
                input,
                turn.locale(),
                task.answers());
    }

    private static Map<String, Object> data(Progress progress) {
        return data(progress.known(), progress.turn().asker().name());
    }

    /** What texts see: variables, results, and the person's name, which may be empty. */
    static Map<String, Object> data(Map<String, Object> known, String name) {
        var data = new HashMap<>(known);
        data.put("name", name);
        return data;
    }
}
