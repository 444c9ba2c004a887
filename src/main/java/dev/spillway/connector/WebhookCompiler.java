package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.ParamFile;
import dev.spillway.connector.WebhooksFile.EventsFile;
import dev.spillway.connector.WebhooksFile.Unreadable;
import dev.spillway.yaml.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands under {@code webhooks}. */
final class WebhookCompiler {
    private static final String KEY = "webhooks.events";
    private static final Set<String> OF_BODIES = Set.of("body", "headers", "query", "param");
    private static final Set<String> OF_ITEMS = Set.of("body", "headers", "query", "param", "item");

    private final Map<String, ParamFile> declared;
    private final Parameters params;
    private final ExpressionCompiler expressions;
    private final Problems problems;

    /** @param declared the parameters as the file has them */
    WebhookCompiler(Map<String, ParamFile> declared, ConnectorTools tools) {
        this.declared = declared;
        this.params = tools.params();
        this.expressions = tools.expressions();
        this.problems = tools.problems();
    }

    /** Empty if the file has none, or the instance gives no secret for them. */
    Optional<Webhook> compile(@Nullable WebhooksFile file) {
        if (file == null) return Optional.empty();
        var seal = new SealCompiler(declared, params, problems).compile(file.verify());
        var reader = reader(file.events());
        return seal.map(it -> new Webhook(it, reader, file.unreadable() == Unreadable.REFUSE));
    }

    private WebhookReader reader(EventsFile events) {
        if (events.id() == null && !events.hashWithoutId()) {
            problems.add(
                    KEY + ".id",
                    "is missing",
                    "say what a repeat has in common with its first, or \"hashWithoutId: true\" if nothing does");
        }
        return new WebhookReader(asking("of", events.of(), OF_BODIES), facts(events), shown());
    }

    private FactReader facts(EventsFile events) {
        return new FactReader(
                asking("where", events.where(), OF_ITEMS),
                asking("type", events.type(), OF_ITEMS),
                asking("id", events.id(), OF_ITEMS),
                events.hashWithoutId(),
                asking("phone", events.phone(), OF_ITEMS),
                asking("userId", events.userId(), OF_ITEMS),
                asking("name", events.name(), OF_ITEMS),
                asking("record", events.record(), OF_ITEMS),
                asking("channel", events.channel(), OF_ITEMS),
                asking("at", events.at(), OF_ITEMS),
                asking("data", events.data(), OF_ITEMS));
    }

    private Asking asking(String name, @Nullable String text, Set<String> names) {
        var key = KEY + "." + name;
        return new Asking(key, expressions.compile(key, text, names));
    }

    /** A secret that an expression put into an event would be stored, and shown. */
    private Map<String, Object> shown() {
        return params.values().entrySet().stream()
                .filter(param -> {
                    var file = declared.get(param.getKey());
                    return file != null && !file.secret();
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
