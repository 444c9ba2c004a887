package dev.spillway.trial;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorBrief;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Redaction;
import dev.spillway.connector.Step;
import dev.spillway.outbound.TryOut;
import dev.spillway.outbound.TryOut.Exchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What goes out and comes back, for people: without secrets. */
public final class Shown {
    private static final String MASK = Redaction.MASK;
    private static final int LINE_MAX = 2_000;
    private static final int SECRET_MIN = 4;

    private final List<String> secrets;
    private final Redaction redaction;

    /**
     * @param secrets texts that are never shown
     * @param redaction what else is not
     */
    public Shown(Collection<String> secrets, Redaction redaction) {
        this.redaction = redaction;
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SECRET_MIN && !secret.startsWith("http"))
                .sorted((one, other) -> other.length() - one.length())
                .toList();
    }

    /**
     * The parameters of a connector: as given, else from the environment ({@code baseUrl} from {@code BASE_URL}).
     *
     * @throws dev.spillway.yaml.FaultyFileException if the file is faulty
     */
    public static Map<String, String> given(
            String file, String yaml, Map<String, String> params, UnaryOperator<@Nullable String> environment) {
        var given = new HashMap<String, String>();
        for (var param : ConnectorBrief.of(file, yaml).params()) {
            var name = param.replace("*", "");
            var value = environment.apply(
                    name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
            if (value != null) given.put(name, value);
        }
        given.putAll(params);
        return given;
    }

    /**
     * Values of parameters that nobody may see: those the file calls secret; if it calls none so, all but addresses.
     *
     * @throws dev.spillway.yaml.FaultyFileException if the file is faulty
     */
    public static List<String> secrets(String file, String yaml, Map<String, String> given) {
        var declared = ConnectorBrief.of(file, yaml).secrets();
        return given.entrySet().stream()
                .filter(param -> declared.isEmpty() || declared.contains(param.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The first request of an operation, or of several in one call; where it needs a login first, the request that obtains it, and what comes next. */
    public List<String> begin(Connector connector, List<Operation> operations) {
        var lines = new ArrayList<String>();
        var step = TryOut.show(connector, operations);
        while (step instanceof Step.LogIn logIn) {
            var plan = connector.logins().get(logIn.name());
            if (plan == null) break;
            if (plan.begin()
                            .apply(new LoginPlan.Context(
                                    operations.get(0).context().at(), Map.of()))
                    instanceof Step.Call first) {
                lines.add("to log in (" + logIn.name() + "):");
                lines.addAll(request(first.http()));
            }
            var stand = Map.of("token", "token", "cookies", "cookies", "base", "https://instance.example");
            step = logIn.then().apply(new Login(stand, 1));
        }
        if (step instanceof Step.Call call) lines.addAll(request(call.http()));
        if (step instanceof Step.Done done) lines.add("ends at once: " + ending(done.outcome()));
        return lines;
    }

    private String ending(Outcome outcome) {
        var kind = outcome.kind().name().toLowerCase(Locale.ROOT);
        return outcome.reason().isEmpty() ? kind : kind + ": " + masked(outcome.reason());
    }

    /** A request and its answer. */
    public List<String> lines(Exchange exchange) {
        var lines = new ArrayList<>(request(exchange.call()));
        var reply = exchange.reply();
        if (reply == null) {
            lines.add("< no answer: " + exchange.failure());
            return lines;
        }
        lines.add("< " + reply.status());
        new TreeMap<>(reply.headers()).forEach((name, value) -> lines.add("<   " + header(name, value)));
        if (!reply.body().isEmpty()) lines.add("<   " + masked(redaction.body(reply.headers(), reply.body())));
        return lines;
    }

    private List<String> request(HttpCall call) {
        var lines = new ArrayList<String>();
        lines.add("> " + call.method() + " " + masked(redaction.address(call.uri())));
        new TreeMap<>(call.headers()).forEach((name, value) -> lines.add(">   " + header(name, value)));
        if (!call.body().isEmpty()) lines.add(">   " + masked(redaction.body(call.headers(), call.body())));
        return lines;
    }

    private String header(String name, String value) {
        return name + ": " + masked(redaction.header(name, value));
    }

    /** A text without secrets and tokens, of bounded length. */
    public String masked(String text) {
        var shown = text.length() > LINE_MAX ? text.substring(0, LINE_MAX) + "…" : text;
        for (var secret : secrets) shown = shown.replace(secret, MASK);
        return shown.replaceAll(
                "(?i)((?:access_token|refresh_token|client_secret|assertion|password)[\"']?\\s*[=:]\\s*[\"']?)[^&\"'\\s]+",
                "$1" + MASK);
    }
}
