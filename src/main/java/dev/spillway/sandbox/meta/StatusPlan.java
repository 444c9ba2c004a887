package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Person;
import dev.spillway.sandbox.stage.Spread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

/** What happens to an accepted message afterwards: sent, delivered, read, each told by a webhook at its time. */
final class StatusPlan {
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");

    private final Vertx vertx;
    private final Clock clock;
    private final Behaviour behaviour;
    private final StatusPost post;
    private final Spread missing = new Spread();

    StatusPlan(Vertx vertx, Clock clock, Behaviour behaviour, StatusPost post) {
        this.vertx = vertx;
        this.clock = clock;
        this.behaviour = behaviour;
        this.post = post;
    }

    /**
     * A message that was accepted.
     *
     * @param callbackData empty = the sender gave none
     */
    record Accepted(String wamid, String numberId, Person person, String callbackData, boolean template) {}

    /** Plans its statuses; done when the first attempt of each has ended. */
    Future<Void> follow(Accepted message) {
        var options = behaviour.part(MetaOptions.class);
        var told = IntStream.range(0, STATUSES.size())
                .filter(index -> !missing.hits(options.missingShare()))
                .mapToObj(index -> tell(message, STATUSES.get(index), delayMs(options, index)))
                .toList();
        return Future.join(told).mapEmpty();
    }

    private static long delayMs(MetaOptions options, int index) {
        var delays = List.of(options.sentAfterMs(), options.deliveredAfterMs(), options.readAfterMs());
        return delays.get(options.reorder() ? delays.size() - 1 - index : index);
    }

    private Future<Void> tell(Accepted message, String status, long delayMs) {
        var told = Promise.<Void>promise();
        vertx.setTimer(
                Math.max(1, delayMs),
                timer -> post.add(message.numberId, element(message, status)).onComplete(told));
        return told.future();
    }

    private Element element(Accepted message, String status) {
        var body = Json.object().put("id", message.wamid).put("status", status);
        body.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        if (!message.person.waId().isEmpty()) body.put("recipient_id", message.person.waId());
        body.put("recipient_user_id", message.person.userId());
        if (!message.callbackData.isEmpty()) body.put("biz_opaque_callback_data", message.callbackData);
        if (!status.equals("read")) body.set("pricing", pricing(message.template));
        return new Element(message.person, body);
    }

    private static ObjectNode pricing(boolean template) {
        return Json.object()
                .put("billable", template)
                .put("pricing_model", "PMP")
                .put("type", template ? "regular" : "free_customer_service")
                .put("category", template ? "utility" : "service");
    }
}
