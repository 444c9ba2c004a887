package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.ArrivalLog.Came;
import dev.spillway.sandbox.meta.StatusPlan.Accepted;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Person;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** The messages endpoint of the Cloud API: token, number, body, and what {@link Admission} says, in this order. */
final class MetaSimulator {
    private static final int KEY_CHARS_MAX = 512;

    private final MetaAccount account;
    private final Behaviour behaviour;
    private final People people;
    private final BusinessNumbers numbers;
    private final Admission admission;
    private final ArrivalLog arrivals;
    private final StatusPlan statuses;
    private final Wamids wamids = new Wamids();

    MetaSimulator(MetaAccount account, Behaviour behaviour, People people, MetaState state, StatusPlan statuses) {
        this.account = account;
        this.behaviour = behaviour;
        this.people = people;
        this.numbers = state.numbers();
        this.admission = state.admission();
        this.arrivals = state.arrivals();
        this.statuses = statuses;
    }

    /** What counts as the same message: the callback data, else the body, else the path. */
    static String key(Call call) {
        return call.json()
                .map(body -> body.path("biz_opaque_callback_data").asText())
                .filter(data -> !data.isEmpty())
                .orElse(call.body().isEmpty() ? call.path() : call.body());
    }

    void mount(Router router, Stage stage) {
        router.post("/meta/:version/:number/messages")
                .handler(context -> stage.handleOnceSeen(context, this::messages));
    }

    /** {@code POST /meta/{version}/{number}/messages}: logged at once, answered when the faults let it. */
    private Supplier<Answer> messages(Call call) {
        var number = call.parameter("number");
        if (!call.bearer().equals(account.token()))
            return () -> MetaError.badToken().answer();
        if (!numbers.has(number)) return () -> MetaError.unknownNumber(number).answer();
        return call.json()
                .<Supplier<Answer>>map(body -> ReadMark.is(body) ? () -> ReadMark.answer(body) : arrive(call, body))
                .orElseGet(() -> () ->
                        MetaError.badParameter("The body is not a JSON object").answer());
    }

    private Supplier<Answer> arrive(Call call, ObjectNode body) {
        var message = new Outgoing(call.parameter("number"), recipient(body), body);
        var row = arrivals.send(Now.us(call.at()), came(call, message));
        return () -> decide(row, message);
    }

    private Answer decide(int row, Outgoing message) {
        var breach = MessageRules.breach(message.body());
        var verdict = breach.map(Verdict::refused).orElseGet(() -> admission.judge(message));
        arrivals.settle(row, verdict.code(), verdict.fateCode(), verdict.initiated());
        var rateLimitStatus = behaviour.part(Policy.class).rateLimitStatus();
        return verdict.error()
                .map(error -> error.withRateLimitStatus(rateLimitStatus).answer())
                .orElseGet(() -> accept(message, verdict));
    }

    private static Came came(Call call, Outgoing message) {
        var key = key(call);
        return new Came(
                message.number(),
                message.person().userId(),
                message.type(),
                key.length() > KEY_CHARS_MAX ? key.substring(0, KEY_CHARS_MAX) : key);
    }

    /** Somebody without an id for a body that names nobody. */
    private Person recipient(ObjectNode body) {
        var number = body.path("to").asText();
        if (number.chars().anyMatch(Character::isDigit)) return people.byNumber(number);
        return people.byUserId(body.path("recipient").asText());
    }

    private Answer accept(Outgoing message, Verdict verdict) {
        var wamid = wamids.next(message.person());
        var told = statuses.follow(new Accepted(wamid, message, verdict));
        var answer = Answer.done(200, response(wamid, message, verdict));
        return behaviour.part(MetaOptions.class).statusesBeforeAnswer() ? answer.after(told) : answer;
    }

    private static ObjectNode response(String wamid, Outgoing message, Verdict verdict) {
        var response = Json.object().put("messaging_product", "whatsapp");
        var contact = response.putArray("contacts").addObject();
        if (message.body().has("to")) {
            contact.put("input", message.body().path("to").asText())
                    .put("wa_id", message.person().waId());
        } else {
            contact.put("input", message.person().userId())
                    .put("user_id", message.person().userId());
        }
        var status = verdict.heldMs() > 0 ? "held_for_quality_assessment" : "accepted";
        response.putArray("messages").addObject().put("id", wamid).put("message_status", status);
        return response;
    }
}
