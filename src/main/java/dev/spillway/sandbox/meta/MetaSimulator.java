package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.meta.StatusPlan.Accepted;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Bucket;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Person;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The messages endpoint of the Cloud API: token, number, body, throughput, pair limit, in this order. */
final class MetaSimulator {
    private final Clock clock;
    private final MetaAccount account;
    private final Behaviour behaviour;
    private final People people;
    private final StatusPlan statuses;
    private final Map<String, Bucket> throughput = new HashMap<>();
    private PairLimit pairs;

    MetaSimulator(Clock clock, MetaAccount account, Behaviour behaviour, People people, StatusPlan statuses) {
        this.clock = clock;
        this.account = account;
        this.behaviour = behaviour;
        this.people = people;
        this.statuses = statuses;
        this.pairs = pairLimit();
        behaviour.onChange(this::changed);
    }

    /** What counts as the same message: the callback data, else the body. */
    static String key(Call call) {
        return call.json()
                .map(body -> body.path("biz_opaque_callback_data").asText())
                .filter(data -> !data.isEmpty())
                .orElse(call.body());
    }

    void mount(Router router, Stage stage) {
        router.post("/meta/:version/:number/messages").handler(context -> stage.handle(context, this::messages));
    }

    /** {@code POST /meta/{version}/{number}/messages}. */
    private Answer messages(Call call) {
        var numberId = call.parameter("number");
        if (!call.bearer().equals(account.token()))
            return MetaError.badToken().answer();
        if (!account.numbers().containsKey(numberId))
            return MetaError.unknownNumber(numberId).answer();
        return call.json()
                .map(body -> ReadMark.is(body) ? ReadMark.answer(body) : send(numberId, body))
                .orElseGet(() ->
                        MetaError.badParameter("The body is not a JSON object").answer());
    }

    private Answer send(String numberId, ObjectNode body) {
        return MessageRules.breach(body)
                .or(() -> limit(numberId, recipient(body)))
                .map(MetaError::answer)
                .orElseGet(() -> accept(numberId, recipient(body), body));
    }

    private Person recipient(ObjectNode body) {
        return body.has("to")
                ? people.byNumber(body.path("to").asText())
                : people.byUserId(body.path("recipient").asText());
    }

    private Optional<MetaError> limit(String numberId, Person person) {
        var bucket =
                throughput.computeIfAbsent(numberId, id -> new Bucket(options().messagesPerSecond(), clock));
        if (!bucket.tryTake()) return Optional.of(MetaError.throughput());
        var pair = numberId + ">" + person.userId();
        return pairs.tryTake(pair, clock.millis()) ? Optional.empty() : Optional.of(MetaError.pairLimit());
    }

    private Answer accept(String numberId, Person person, ObjectNode body) {
        var data = body.path("biz_opaque_callback_data").asText();
        var template = body.path("type").asText().equals("template");
        var wamid = Wamids.next(person);
        var told = statuses.follow(new Accepted(wamid, numberId, person, data, template));
        var answer = Answer.done(200, response(wamid, person, body));
        return options().statusesBeforeAnswer() ? answer.after(told) : answer;
    }

    private static ObjectNode response(String wamid, Person person, ObjectNode body) {
        var response = Json.object().put("messaging_product", "whatsapp");
        var contact = response.putArray("contacts").addObject();
        if (body.has("to")) {
            contact.put("input", body.path("to").asText()).put("wa_id", person.waId());
        } else {
            contact.put("input", person.userId()).put("user_id", person.userId());
        }
        response.putArray("messages").addObject().put("id", wamid).put("message_status", "accepted");
        return response;
    }

    private void changed() {
        throughput.clear();
        pairs = pairLimit();
    }

    private PairLimit pairLimit() {
        return new PairLimit(options().pairIntervalMs(), options().pairBurst());
    }

    private MetaOptions options() {
        return behaviour.part(MetaOptions.class);
    }
}
