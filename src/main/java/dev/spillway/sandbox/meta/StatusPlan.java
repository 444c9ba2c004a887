package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.MetaWire.Element;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Spread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What happens to an accepted message afterwards: sent, delivered, read, or failed, each told by a webhook at its time. */
final class StatusPlan {
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");

    private final Vertx vertx;
    private final Clock clock;
    private final Behaviour behaviour;
    private final StatusPost post;
    private final Spread missing = new Spread();
    private final Spread late = new Spread();
    private final Spread failing = new Spread();

    StatusPlan(Vertx vertx, Clock clock, Behaviour behaviour, StatusPost post) {
        this.vertx = vertx;
        this.clock = clock;
        this.behaviour = behaviour;
        this.post = post;
    }

    /** A message that was accepted. */
    record Accepted(String wamid, Outgoing message, Verdict verdict) {}

    /** Plans its statuses; done when the first attempt of each has ended. */
    Future<Void> follow(Accepted accepted) {
        var options = behaviour.part(MetaOptions.class);
        var failure = accepted.verdict.fate();
        if (failure == null && failing.hits(options.failShare())) failure = LimitErrors.byCode(options.failCode());
        return failure == null ? deliver(accepted, options) : fail(accepted, options, failure);
    }

    private Future<Void> fail(Accepted accepted, MetaOptions options, MetaError failure) {
        if (missing.hits(options.missingShare())) return Future.succeededFuture();
        return tell(accepted, () -> failed(accepted, failure), delayMs(accepted, options, 0));
    }

    private Element failed(Accepted accepted, MetaError failure) {
        var element = element(accepted, "failed");
        element.body().putArray("errors").add(failure.inStatus());
        return element;
    }

    private Future<Void> deliver(Accepted accepted, MetaOptions options) {
        var told = IntStream.range(0, STATUSES.size())
                .filter(index -> !missing.hits(options.missingShare()))
                .mapToObj(index ->
                        tell(accepted, () -> element(accepted, STATUSES.get(index)), delayMs(accepted, options, index)))
                .toList();
        return Future.join(told).mapEmpty();
    }

    private long delayMs(Accepted accepted, MetaOptions options, int index) {
        var place = options.reorder() ? STATUSES.size() - 1 - index : index;
        var usual =
                place == 0 ? options.sentAfterMs() : place == 1 ? options.deliveredAfterMs() : options.readAfterMs();
        return accepted.verdict.heldMs() + usual + Math.round(options.statusJitterMs() * late.next());
    }

    private Future<Void> tell(Accepted accepted, Supplier<Element> element, long delayMs) {
        var told = Promise.<Void>promise();
        vertx.setTimer(
                Math.max(1, delayMs),
                timer -> post.add(accepted.message.number(), element.get()).onComplete(told));
        return told.future();
    }

    private Element element(Accepted accepted, String status) {
        var message = accepted.message;
        var person = message.person();
        var body = Json.object().put("id", accepted.wamid).put("status", status);
        body.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        if (!person.waId().isEmpty()) body.put("recipient_id", person.waId());
        // Of a message to a number that failed Meta tells no id of the person.
        if (!status.equals("failed") || person.waId().isEmpty()) body.put("recipient_user_id", person.userId());
        if (!message.callbackData().isEmpty()) body.put("biz_opaque_callback_data", message.callbackData());
        if (status.equals("sent") || status.equals("delivered")) body.set("pricing", pricing(message.isTemplate()));
        return new Element(person, body);
    }

    private static ObjectNode pricing(boolean template) {
        return Json.object()
                .put("billable", template)
                .put("pricing_model", "PMP")
                .put("type", template ? "regular" : "free_customer_service")
                .put("category", template ? "utility" : "service");
    }
}
