package dev.spillway.ops;

import dev.spillway.event.GatewayException;
import dev.spillway.ledger.TraceAnswer;
import dev.spillway.ledger.TraceQuery;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /} for people, and its looks. A trace is asked for by {@code ?by=order&value=1234}. */
final class PageHandler {
    private final OpsParts parts;
    private final String style = read("ops.css");

    PageHandler(OpsParts parts) {
        this.parts = parts;
    }

    void style(RoutingContext context) {
        Replies.text(context, "text/css; charset=utf-8", style);
    }

    void handle(RoutingContext context) {
        var value = text(context.request(), "value");
        var by = by(text(context.request(), "by"));
        if (value.isEmpty()) show(context, page(by, value));
        else
            find(by, value)
                    .map(answer -> page(by, value).with(TraceTable.of(answer)))
                    .otherwise(cause -> page(by, value).with(Html.tag("p", "bad", Html.escape(message(cause)))))
                    .onSuccess(page -> show(context, page))
                    .onFailure(context::fail);
    }

    private Future<TraceAnswer> find(TraceQuery.By by, String value) {
        return Future.succeededFuture(value)
                .map(text -> new TraceQuery(by, text, TraceQuery.LIMIT_DEFAULT))
                .compose(parts.trace());
    }

    private HumanPage page(TraceQuery.By by, String value) {
        return new HumanPage(parts.readiness().report(), by, value, "");
    }

    private static void show(RoutingContext context, HumanPage page) {
        Replies.text(context, "text/html; charset=utf-8", page.html());
    }

    /** Only texts that we wrote. */
    private static String message(Throwable cause) {
        var ours = cause instanceof GatewayException || cause instanceof IllegalArgumentException;
        return ours
                ? String.valueOf(cause.getMessage())
                : "a defect of ours: " + cause.getClass().getSimpleName();
    }

    private static String text(HttpServerRequest request, String parameter) {
        return Objects.requireNonNullElse(request.getParam(parameter), "").strip();
    }

    private static TraceQuery.By by(String parameter) {
        return Arrays.stream(TraceQuery.By.values())
                .filter(by -> by.parameter().equals(parameter))
                .findFirst()
                .orElse(TraceQuery.By.MESSAGE);
    }

    private static String read(String resource) {
        try (var in = PageHandler.class.getResourceAsStream(resource)) {
            return new String(present(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.io.InputStream present(java.io.@Nullable InputStream in) {
        return Objects.requireNonNull(in, "ops.css is part of the jar");
    }
}
