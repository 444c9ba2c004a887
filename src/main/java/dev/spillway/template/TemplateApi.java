package dev.spillway.template;

import dev.spillway.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The provider's own list of templates: read and written over HTTP, page after page. Fails with {@link GraphFailure} only. Sends the token to
 * the account's address and nowhere else: redirects and the addresses of further pages are not followed.
 */
public final class TemplateApi {
    private static final String FIELDS = "id,name,language,status,category,quality_score,components";
    private static final int PAGE = 100;
    /** Twice what a verified business may have. */
    private static final int PAGES_MAX = 120;

    private static final int ANSWER_BYTES_MAX = 8 << 20;
    private static final int CONNECT_MS = 5_000;
    private static final int ANSWER_SECONDS = 30;
    private static final int WORDS_MAX = 300;

    private final HttpClient client;

    public TemplateApi(Vertx vertx) {
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_MS).setKeepAlive(true);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(2));
    }

    /** All of an account's templates, in all languages. */
    Future<List<Listed>> list(Account account) {
        return page(account, "", new ArrayList<>(), 1);
    }

    private Future<List<Listed>> page(Account account, String after, List<Listed> before, int number) {
        var query = "?fields=" + FIELDS + "&limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + encoded(after));
        return send(account, HttpMethod.GET, account.id() + "/message_templates" + query, null)
                .compose(page -> {
                    if (page.get("data") instanceof List<?> data) data.forEach(it -> add(it, before));
                    var next = next(page);
                    if (next.isEmpty()) return Future.succeededFuture(before);
                    if (number == PAGES_MAX) return failed(true, "the list has more than " + PAGES_MAX + " pages");
                    return page(account, next, before, number + 1);
                });
    }

    private static void add(@Nullable Object json, List<Listed> before) {
        if (json instanceof Map<?, ?> map) before.add(Listed.of(map));
    }

    /** The cursor of the next page; empty if this was the last. */
    private static String next(Map<String, Object> page) {
        if (!(page.get("paging") instanceof Map<?, ?> paging) || paging.get("next") == null) return "";
        return paging.get("cursors") instanceof Map<?, ?> cursors && cursors.get("after") != null
                ? String.valueOf(cursors.get("after"))
                : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Makes a new template, which the provider then reviews. */
    Future<Map<String, Object>> create(Account account, Map<String, Object> body) {
        return send(account, HttpMethod.POST, account.id() + "/message_templates", body);
    }

    /** Changes one that is there. */
    Future<Map<String, Object>> update(Account account, String id, Map<String, Object> body) {
        return send(account, HttpMethod.POST, id, body);
    }

    private Future<Map<String, Object>> send(
            Account account, HttpMethod method, String node, @Nullable Map<String, Object> body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(base(account) + account.path(node))
                .setFollowRedirects(false)
                .putHeader("authorization", "Bearer " + account.token())
                .putHeader("accept", "application/json");
        if (body != null) options.putHeader("content-type", "application/json");
        return client.request(options)
                .compose(request -> body == null
                        ? request.send()
                        : request.send(Buffer.buffer(Json.write(body).bytes())))
                .compose(TemplateApi::whole)
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .recover(cause -> cause instanceof GraphFailure
                        ? Future.failedFuture(cause)
                        : failed(false, "no answer: " + cause.getClass().getSimpleName()));
    }

    private static String base(Account account) {
        var base = account.apiUrl().toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /** Read as it comes, and no further than allowed. */
    private static Future<Map<String, Object>> whole(HttpClientResponse response) {
        var whole = Buffer.buffer();
        response.handler(part -> {
            if (whole.length() + part.length() > ANSWER_BYTES_MAX)
                response.request().reset();
            else whole.appendBuffer(part);
        });
        return response.end().compose(end -> read(response.statusCode(), whole));
    }

    private static Future<Map<String, Object>> read(int status, Buffer body) {
        try {
            var json = Json.object(body.getBytes());
            if (status / 100 == 2 && json.get("error") == null) return Future.succeededFuture(json);
            return failed(status < 500, refusal(status, json.get("error")));
        } catch (IllegalArgumentException e) {
            return failed(false, "HTTP " + status + ", and not Meta's JSON");
        }
    }

    /** Their words: of templates they say what no code does. */
    private static String refusal(int status, @Nullable Object error) {
        if (!(error instanceof Map<?, ?> map)) return "HTTP " + status;
        var said = map.get("error_user_msg") == null ? map.get("message") : map.get("error_user_msg");
        var words = String.valueOf(said).replaceAll("\\s+", " ");
        return "HTTP " + status + ", code " + map.get("code") + ": "
                + words.substring(0, Math.min(words.length(), WORDS_MAX));
    }

    private static <T> Future<T> failed(boolean answered, String message) {
        return Future.failedFuture(new GraphFailure(answered, message));
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return client.close();
    }
}
