package dev.spillway.media;

import dev.spillway.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The provider's side of files: takes uploads slowly, tells where a file is, and gives it; and a store beside it. */
final class FakeMedia implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Buffer> uploads = new CopyOnWriteArrayList<>();
    final Map<String, Buffer> stored = new ConcurrentHashMap<>();
    volatile Buffer file = Buffer.buffer("a photo");
    volatile String announced = sha256(file);
    volatile String host = "";
    final AtomicInteger runOut = new AtomicInteger();

    FakeMedia() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    static String sha256(Buffer content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.method() + " " + request.path() + " " + request.getHeader("authorization"));
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var path = request.path();
        if (path.startsWith("/store/")) store(request, path.substring("/store/".length()), body);
        else if (path.equals("/content")) content(request);
        else if (path.endsWith("/media")) upload(request, body);
        else place(request);
    }

    private void store(HttpServerRequest request, String key, Buffer body) {
        switch (request.method().name()) {
            case "PUT" -> stored.put(key, body);
            case "DELETE" -> stored.remove(key);
            default -> {
                var found = stored.get(key);
                if (found == null) request.response().setStatusCode(404).end();
                else request.response().end(found);
                return;
            }
        }
        request.response().end();
    }

    private void content(HttpServerRequest request) {
        if (runOut.getAndDecrement() > 0) request.response().setStatusCode(404).end();
        else request.response().end(file);
    }

    private void upload(HttpServerRequest request, Buffer body) {
        uploads.add(body);
        vertx.setTimer(200, later -> request.response().end("{\"id\":\"file-" + uploads.size() + "\"}"));
    }

    private void place(HttpServerRequest request) {
        var json = new LinkedHashMap<String, Object>();
        json.put("url", (host.isEmpty() ? url().toString() : host) + "/content");
        json.put("sha256", announced);
        json.put("file_size", String.valueOf(file.length()));
        request.response().end(Json.text(json));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
