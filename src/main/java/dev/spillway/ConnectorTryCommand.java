package dev.spillway;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.outbound.TryOut;
import dev.spillway.trial.Shown;
import dev.spillway.yaml.FaultyFileException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spillway connector try}: runs one operation and shows what goes out, masked. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = "Runs one operation of a connector and shows its requests, without secrets.",
        footer = {
            "",
            "Parameters come from --param, else from the environment: baseUrl from BASE_URL.",
            "Example:",
            "  ./spillway connector try conf/connectors/rest-erp.yaml getOrder --dry-run \\",
            "    --param baseUrl=https://erp.example.com --param token=x --input '{\"orderNumber\": \"1\"}'"
        })
final class ConnectorTryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The connector.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "OPERATION", description = "E.g. getOrder.")
    private String operation = "";

    @Option(
            names = "--input",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Its input, an object; of several in one call a list of them.")
    private String input = "{}";

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter of the connector.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--key", paramLabel = "TEXT", description = "The idempotency key of a write. Default: a new one.")
    private String key = UUID.randomUUID().toString();

    @Option(names = "--dry-run", description = "Shows the first request, sends nothing.")
    private boolean dryRun;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Sends to http://HOST:PORT instead, whatever the connector says.")
    private @Nullable URI baseUrl;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        try {
            var yaml = Files.readString(file);
            var given = Shown.given(file.toString(), yaml, params, System::getenv);
            var connector = ConnectorLoader.load(file.toString(), yaml, given);
            var shown = new Shown(Shown.secrets(file.toString(), yaml, given), connector.redaction());
            if (!dryRun) return run(vertx -> new TryOut(vertx, Clock.systemUTC(), via()), connector, shown, terminal);
            shown.begin(connector, wanted()).forEach(terminal::say);
            return 0;
        } catch (FaultyFileException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            terminal.complain(file + " cannot be read: " + e);
        }
        return 1;
    }

    private int run(Function<Vertx, TryOut> tryOut, Connector connector, Shown shown, Terminal terminal) {
        var hush = new Hush();
        var vertx = Vertx.vertx();
        try {
            Promise<TryOut.Ended> ended = Promise.promise();
            var wanted = wanted();
            vertx.getOrCreateContext()
                    .runOnContext(now -> tryOut.apply(vertx)
                            .run(
                                    connector,
                                    wanted,
                                    exchange -> shown.lines(exchange).forEach(terminal::say))
                            .onComplete(ended));
            return report(ended.future().await(), shown, terminal);
        } finally {
            vertx.close().await();
            hush.close();
        }
    }

    private static int report(TryOut.Ended ended, Shown shown, Terminal terminal) {
        var good = report("outcome", ended.outcome(), shown, terminal);
        for (var i = 0; i < ended.items().size(); i++) {
            good &= report("item " + (i + 1), ended.items().get(i), shown, terminal);
        }
        return good ? 0 : 1;
    }

    private static boolean report(String what, Outcome outcome, Shown shown, Terminal terminal) {
        terminal.say("%s %s%s".formatted(what, outcome.kind().name().toLowerCase(Locale.ROOT), code(outcome)));
        if (!outcome.reason().isEmpty()) terminal.say("  reason %s".formatted(outcome.reason()));
        if (outcome.retryAfter() != null) terminal.say("  again after %s".formatted(outcome.retryAfter()));
        if (!outcome.value().isEmpty()) terminal.say("  value  %s".formatted(shown.masked(Json.text(outcome.value()))));
        return outcome.succeeded() || outcome.kind() == Outcome.Kind.NOT_FOUND;
    }

    private static String code(Outcome outcome) {
        return outcome.code().isEmpty() ? "" : " (" + outcome.code() + ")";
    }

    private List<Operation> wanted() {
        try {
            var read = Json.read(Payload.of(input));
            if (read instanceof Map<?, ?> one) return List.of(wanted(one, key));
            if (!(read instanceof List<?> many) || many.isEmpty()) throw new IllegalArgumentException("is no object");
            var pieces = new ArrayList<Operation>();
            for (var piece : many) {
                if (!(piece instanceof Map<?, ?> one)) throw new IllegalArgumentException("holds what is no object");
                pieces.add(wanted(one, key + "-" + (pieces.size() + 1)));
            }
            return pieces;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--input: " + e.getMessage() + "; give a JSON object, or a list of them");
        }
    }

    private Operation wanted(Map<?, ?> read, String key) {
        var context = new Operation.Context(
                "evt-try", key, "", "es-MX", 1, false, Clock.systemUTC().instant());
        var fields = new LinkedHashMap<String, Object>();
        read.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return new Operation(operation, fields, context);
    }

    private @Nullable SocketAddress via() {
        var to = baseUrl;
        if (to == null) return null;
        if (!"http".equals(to.getScheme()) || to.getHost() == null || to.getPort() < 0) {
            throw new ParameterException(spec.commandLine(), "--base-url must be http://HOST:PORT, was " + to);
        }
        return SocketAddress.inetSocketAddress(to.getPort(), to.getHost());
    }
}
