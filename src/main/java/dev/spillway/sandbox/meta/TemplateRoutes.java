package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The management API of templates: list, create, delete. */
final class TemplateRoutes {
    private static final int PAGE_DEFAULT = 25;
    private static final int PAGE_MAX = 1_000;
    private static final int CREATIONS_AN_HOUR = 100;

    private final MetaAccount account;
    private final Now now;
    private final Templates templates;
    private final TemplateLife life;

    TemplateRoutes(MetaAccount account, Now now, Templates templates, TemplateLife life) {
        this.account = account;
        this.now = now;
        this.templates = templates;
        this.life = life;
    }

    void mount(Router router, Stage stage) {
        var path = "/meta/:version/:waba/message_templates";
        router.get(path).handler(context -> stage.handle(context, checked(this::list)));
        router.post(path).handler(context -> stage.handle(context, checked(this::create)));
        router.delete(path).handler(context -> stage.handle(context, checked(this::delete)));
        router.post("/meta/:version/:id").handler(context -> stage.handle(context, withToken(this::edit)));
    }

    private Function<Call, Answer> withToken(Function<Call, Answer> work) {
        return call -> call.bearer().equals(account.token())
                ? work.apply(call)
                : MetaError.badToken().answer();
    }

    private Function<Call, Answer> checked(Function<Call, Answer> work) {
        return withToken(call -> call.parameter("waba").equals(account.id())
                ? work.apply(call)
                : MetaError.unknownNumber(call.parameter("waba")).answer());
    }

    /** Filters: name, language, status, category; pages by {@code limit} and {@code after}. */
    private Answer list(Call call) {
        var all = templates.all().stream().filter(one -> wanted(call, one)).toList();
        var from = Math.min(all.size(), cursor(call.parameter("after")));
        var to = Math.min(all.size(), from + call.number("limit", PAGE_DEFAULT, PAGE_MAX));
        var report = Json.object();
        var data = report.putArray("data");
        all.subList(from, to).forEach(one -> data.add(described(call, one)));
        if (to > from) page(call, report.putObject("paging"), List.of(from, to, all.size()));
        return Answer.of(200, report);
    }

    /** @param places where the page begins, where the next one does, how many there are */
    private static void page(Call call, ObjectNode paging, List<Integer> places) {
        paging.putObject("cursors").put("before", cursor(places.get(0))).put("after", cursor(places.get(1)));
        if (places.get(1) >= places.get(2)) return;
        var limit = call.number("limit", PAGE_DEFAULT, PAGE_MAX);
        paging.put(
                "next", "http://" + call.host() + call.path() + "?limit=" + limit + "&after=" + cursor(places.get(1)));
    }

    private static boolean wanted(Call call, Template one) {
        return matches(call, "name", one.name)
                && matches(call, "language", one.language)
                && matches(call, "status", one.status)
                && matches(call, "category", one.category);
    }

    private static boolean matches(Call call, String key, String value) {
        var wanted = call.parameter(key);
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static ObjectNode described(Call call, Template one) {
        var node = one.describe();
        var fields = call.parameter("fields");
        return fields.isEmpty() ? node : node.retain(List.of(("id," + fields).split("\\s*,\\s*")));
    }

    private static String cursor(int at) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.valueOf(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static int cursor(String text) {
        try {
            return text.isEmpty()
                    ? 0
                    : Integer.parseInt(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private Answer create(Call call) {
        return call.json()
                .map(this::create)
                .orElseGet(() ->
                        MetaError.badParameter("The body is not a JSON object").answer());
    }

    private Answer create(ObjectNode definition) {
        var breach = tooMany().or(() -> TemplateDefinition.breach(definition)).or(() -> taken(definition));
        if (breach.isPresent()) return breach.get().answer();
        var template = templates.create(definition, now.us());
        life.review(template);
        var made = Json.object().put("id", String.valueOf(template.id)).put("status", template.status);
        return Answer.done(200, made.put("category", template.category));
    }

    private Optional<MetaError> tooMany() {
        if (templates.createdWithinAnHour(now.us()) >= CREATIONS_AN_HOUR)
            return Optional.of(TemplateErrors.managementLimit());
        if (templates.all().size() < Templates.TEMPLATES_MAX) return Optional.empty();
        return Optional.of(TemplateErrors.tooMany(Templates.TEMPLATES_MAX));
    }

    private Optional<MetaError> taken(ObjectNode definition) {
        var language = definition.path("language").asText();
        return templates.get(definition.path("name").asText(), language).map(known -> TemplateErrors.exists(language));
    }

    /** {@code POST /{version}/{template}}: what is given replaces what was, and is reviewed again. */
    private Answer edit(Call call) {
        var template = templates.withId(call.parameter("id"));
        if (template.isEmpty())
            return MetaError.unknownNumber(call.parameter("id")).answer();
        return call.json()
                .map(changes -> edit(template.get(), changes))
                .orElseGet(() ->
                        MetaError.badParameter("The body is not a JSON object").answer());
    }

    private Answer edit(Template template, ObjectNode changes) {
        var definition = template.changed(changes);
        definition.put("category", changes.path("category").asText(template.category));
        var breach = TemplateDefinition.breach(definition);
        if (breach.isPresent()) return breach.get().answer();
        template.redefine(definition);
        template.category = definition.path("category").asText();
        template.status = "PENDING";
        life.review(template);
        return Answer.done(200, Json.object().put("success", true));
    }

    /** {@code name}, and {@code hsm_id} for one language only. */
    private Answer delete(Call call) {
        var name = call.parameter("name");
        if (name.isEmpty()) return MetaError.missing("name").answer();
        if (!templates.remove(name, call.parameter("hsm_id"))) {
            return MetaError.badParameter("Message template was not found: " + name)
                    .answer();
        }
        return Answer.done(200, Json.object().put("success", true));
    }
}
