package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What has an id of its own: a business number, a template, a piece of media. */
final class ObjectRoutes {
    private static final Set<String> NUMBER_FIELDS =
            Set.of("id", "display_phone_number", "quality_rating", "throughput");

    private final MetaAccount account;
    private final BusinessNumbers numbers;
    private final Templates templates;
    private final MediaRoutes media;

    ObjectRoutes(MetaAccount account, MetaState state, MediaRoutes media) {
        this.account = account;
        this.numbers = state.numbers();
        this.templates = state.templates();
        this.media = media;
    }

    void mount(Router router, Stage stage) {
        router.get("/meta/:version/:id").handler(context -> stage.handle(context, withToken(this::get)));
        router.delete("/meta/:version/:id").handler(context -> stage.handle(context, withToken(media::remove)));
    }

    private Function<Call, Answer> withToken(Function<Call, Answer> work) {
        return call -> call.bearer().equals(account.token())
                ? work.apply(call)
                : MetaError.badToken().answer();
    }

    private Answer get(Call call) {
        var id = call.parameter("id");
        if (numbers.has(id)) return number(call, id);
        return templates
                .withId(id)
                .map(template -> Answer.of(200, template.describe()))
                .orElseGet(() -> media.describe(call));
    }

    /** {@code GET /{version}/{number}?fields=}: what is asked for, and always its id. */
    private Answer number(Call call, String id) {
        var asked = call.parameter("fields");
        var wanted = asked.isEmpty() ? NUMBER_FIELDS : new HashSet<>(List.of(("id," + asked).split("\\s*,\\s*")));
        ObjectNode report = numbers.report(id);
        report.retain(wanted.stream().filter(NUMBER_FIELDS::contains).toList());
        return Answer.of(200, report);
    }
}
