package dev.spillway.template;

import dev.spillway.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The provider's templates over HTTP: lists them two a page, takes new ones, refuses a name it does not like. */
public final class FakeGraph implements AutoCloseable {
    private static final int PAGE = 2;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Map<String, Object>> templates = Collections.synchronizedList(new ArrayList<>());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    public FakeGraph() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Has a template with these parts in that state. */
    public FakeGraph with(String name, String language, String status, String category, List<?> components) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", String.valueOf(1000 + templates.size()));
        json.put("name", name);
        json.put("language", language);
        json.put("status", status);
        json.put("category", category);
        json.put("quality_score", Map.of("score", "GREEN"));
        json.put("components", components);
        templates.add(json);
        return this;
    }

    /** No longer there. */
    public void without(String name) {
        templates.removeIf(it -> name.equals(it.get("name")));
    }

    /** Method, path and body of each request. */
    public List<String> asked() {
        return asked;
    }

    /** Answers 503 from now on. */
    public void down() {
        down = true;
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(request.method() + " " + request.path() + " " + body);
            if (down) request.response().setStatusCode(503).end("<html>");
            else if (!"Bearer a-secret".equals(request.getHeader("authorization"))) refuse(request, 190, "bad token");
            else if (request.method().name().equals("GET")) list(request);
            else take(request, Json.object(body.getBytes()));
        });
    }

    private void list(HttpServerRequest request) {
        var after = request.getParam("after");
        var from = after == null ? 0 : Integer.parseInt(after);
        var to = Math.min(from + PAGE, templates.size());
        var paging = new LinkedHashMap<String, Object>(Map.of("cursors", Map.of("after", String.valueOf(to))));
        if (to < templates.size()) paging.put("next", "https://elsewhere.example/steals-tokens");
        reply(request, Map.of("data", List.copyOf(templates.subList(from, to)), "paging", paging));
    }

    private void take(HttpServerRequest request, Map<String, Object> body) {
        if ("rebajas_invierno".equals(body.get("name"))) {
            refuse(request, 100, "Invalid parameter");
            return;
        }
        reply(request, Map.of("id", "1", "status", "PENDING"));
    }

    private static void reply(HttpServerRequest request, Map<String, Object> json) {
        request.response().putHeader("content-type", "application/json").end(Json.text(json));
    }

    private static void refuse(HttpServerRequest request, int code, String words) {
        request.response()
                .setStatusCode(400)
                .end(Json.text(Map.of("error", Map.of("code", code, "message", words, "error_user_msg", "Not so."))));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
